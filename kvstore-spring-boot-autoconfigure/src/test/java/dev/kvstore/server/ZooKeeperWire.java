package dev.kvstore.server;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;

/**
 * A wire between ZooKeeper clients and a server that knows requests from one another, and
 * holds the one that a test names with all that follow it on its connection.
 */
public final class ZooKeeperWire extends Wire {

	/** The types of requests that tests name, as {@code ZooDefs.OpCode} has them. */
	public static final int SYNC = 9;

	public static final int EXISTS = 3;

	public static final int GET_DATA = 4;

	public static final int GET_CHILDREN = 8;

	public static final int MULTI = 14;

	public static final int CREATE = 15;

	public static final int ADD_WATCH = 106;

	private static final int PING = 11;

	private final List<Integer> requests = new CopyOnWriteArrayList<>();

	private int held;

	private int releases;

	private boolean holding;

	private ZooKeeperWire(String endpoint) {
		super(endpoint);
	}

	/**
	 * Opens a wire, which lets everything through.
	 * @param endpoint the server, {@code host:port} on loopback
	 * @return the wire
	 */
	public static ZooKeeperWire to(String endpoint) {
		ZooKeeperWire wire = new ZooKeeperWire(endpoint);
		wire.open();
		return wire;
	}

	/**
	 * Returns what was sent since the last call of this method, without pings.
	 * @return the requests' types in the order in which they went through
	 */
	public List<Integer> takeRequests() {
		List<Integer> taken = List.copyOf(this.requests);
		this.requests.subList(0, taken.size()).clear();
		return taken;
	}

	/**
	 * Lets all that is held go, and holds the next request of a type.
	 * @param type the type
	 */
	public synchronized void hold(int type) {
		this.held = type;
		this.releases++;
		this.holding = false;
		notifyAll();
	}

	@Override
	public void release() {
		hold(0);
	}

	/**
	 * Waits until a request is held.
	 */
	public void awaitHeld() {
		Awaitility.await().until(this::isHolding);
	}

	/**
	 * Closes every connection, with what is held; new ones are accepted.
	 */
	public void drop() {
		closeConnections();
		release();
	}

	private synchronized boolean isHolding() {
		return this.holding;
	}

	@Override
	void forward(Socket client, Socket server) {
		start(() -> forwardRequests(client, server));
		start(() -> forwardAnswers(server, client));
	}

	private void forwardRequests(Socket client, Socket server) {
		try {
			DataInputStream in = new DataInputStream(client.getInputStream());
			DataOutputStream out = new DataOutputStream(server.getOutputStream());
			// the first one opens the session and has no type
			for (boolean first = true;; first = false) {
				byte[] request = in.readNBytes(in.readInt());
				if (!first) {
					pass(ByteBuffer.wrap(request).getInt(Integer.BYTES));
				}
				out.write(ByteBuffer.allocate(Integer.BYTES + request.length)
					.putInt(request.length)
					.put(request)
					.array());
			}
		}
		catch (IOException ex) {
			close(client, server);
		}
	}

	private synchronized void pass(int type) throws IOException {
		if (type == this.held) {
			this.held = 0;
			this.holding = true;
			awaitRelease();
		}
		if (type != PING) {
			this.requests.add(type);
		}
	}

	private synchronized void awaitRelease() throws IOException {
		try {
			int before = this.releases;
			while (this.releases == before) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	private static void forwardAnswers(Socket server, Socket client) {
		try {
			server.getInputStream().transferTo(client.getOutputStream());
			close(client, server);
		}
		catch (IOException ex) {
			close(client, server);
		}
	}

}
