package dev.kvstore.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;

/**
 * A wire between Consul clients and an agent that knows requests from one another, and
 * holds the one that a test names, or loses its answer. A held request is sent also if
 * its client has gone meanwhile.
 */
public final class ConsulWire extends Wire {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

	private static final String END_OF_HEAD = "\r\n\r\n";

	private final List<String> answered = new CopyOnWriteArrayList<>();

	private final Valve valve = new Valve();

	private final AtomicReference<String> toHold = new AtomicReference<>();

	private final AtomicReference<String> toLose = new AtomicReference<>();

	private volatile boolean holding;

	private ConsulWire(String endpoint) {
		super(endpoint);
	}

	/**
	 * Opens a wire, which lets everything through.
	 * @param endpoint the agent, {@code host:port} on loopback
	 * @return the wire
	 */
	public static ConsulWire to(String endpoint) {
		ConsulWire wire = new ConsulWire(endpoint);
		wire.open();
		return wire;
	}

	/**
	 * Holds the next request that has a text in it, until {@link #release()}.
	 * @param text a part of its first line or its body
	 */
	public void hold(String text) {
		this.valve.shut();
		this.toHold.set(text);
	}

	/**
	 * Waits until a request is held.
	 */
	public void awaitHeld() {
		Awaitility.await().until(() -> this.holding);
	}

	@Override
	public void release() {
		this.holding = false;
		this.valve.open();
	}

	/**
	 * Cuts the connection of the next request that has a text in it, once the agent
	 * answers.
	 * @param text a part of its first line or its body
	 */
	public void loseAnswer(String text) {
		this.toLose.set(text);
	}

	/**
	 * Waits until the agent has answered a request that has a text in it.
	 * @param text a part of its first line or its body
	 */
	public void awaitAnswered(String text) {
		Awaitility.await().until(() -> this.answered.stream().anyMatch((request) -> request.contains(text)));
	}

	@Override
	void forward(Socket client, Socket server) {
		AtomicReference<String> unanswered = new AtomicReference<>();
		start(() -> forwardRequests(client, server, unanswered));
		start(() -> forwardAnswers(client, server, unanswered));
	}

	private void forwardRequests(Socket client, Socket server, AtomicReference<String> unanswered) {
		try {
			InputStream input = client.getInputStream();
			OutputStream output = server.getOutputStream();
			while (true) {
				byte[] request = read(input);
				String text = new String(request, StandardCharsets.UTF_8);
				if (isNext(this.toHold, text)) {
					this.holding = true;
					this.valve.pass();
				}
				unanswered.set(text);
				output.write(request);
			}
		}
		catch (IOException ex) {
			// an agent whose client has gone answers all the same
		}
	}

	private static byte[] read(InputStream input) throws IOException {
		ByteArrayOutputStream request = new ByteArrayOutputStream();
		String head = "";
		while (!head.endsWith(END_OF_HEAD)) {
			int octet = input.read();
			if (octet < 0) {
				throw new EOFException();
			}
			request.write(octet);
			head = (octet == '\n') ? request.toString(StandardCharsets.US_ASCII) : head;
		}
		Matcher length = LENGTH.matcher(head);
		if (length.find()) {
			request.write(input.readNBytes(Integer.parseInt(length.group(1))));
		}
		return request.toByteArray();
	}

	private static boolean isNext(AtomicReference<String> part, String request) {
		String text = part.get();
		return text != null && request.contains(text) && part.compareAndSet(text, null);
	}

	private void forwardAnswers(Socket client, Socket server, AtomicReference<String> unanswered) {
		try {
			byte[] chunk = new byte[64 * 1024];
			InputStream input = server.getInputStream();
			for (int length = input.read(chunk); length >= 0; length = input.read(chunk)) {
				String request = unanswered.getAndSet(null);
				if (request != null) {
					this.answered.add(request);
					if (isNext(this.toLose, request)) {
						break;
					}
				}
				client.getOutputStream().write(chunk, 0, length);
			}
			close(client, server);
		}
		catch (IOException ex) {
			close(client, server);
		}
	}

}
