package dev.kvstore.backend.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsFailure;
import dev.kvstore.backend.TlsSettings;

/**
 * Asks one server about itself, on a connection of its own and without a session.
 */
final class ServerQuestion {

	private static final Duration LONGEST = Duration.ofSeconds(1);

	private static final int ALERT_MILLIS = 400;

	private final Endpoint endpoint;

	private final @Nullable TlsSettings tls;

	private final int timeoutMillis;

	ServerQuestion(Endpoint endpoint, ZooKeeperSettings settings) {
		this.endpoint = endpoint;
		this.tls = settings.tls();
		// all servers together take a third of a call's time
		Duration timeout = settings.requestTimeout().dividedBy(3L * settings.endpoints().size());
		this.timeoutMillis = (int) Math.max(1, Math.min(timeout.toMillis(), LONGEST.toMillis()));
	}

	static Optional<String> tlsProblem(ZooKeeperSettings settings, Deadline deadline) {
		if (settings.tls() == null) {
			return Optional.empty();
		}
		int left = settings.endpoints().size();
		for (Endpoint endpoint : settings.endpoints()) {
			try {
				long millis = deadline.remaining().multipliedBy(3).dividedBy(4L * left--).toMillis();
				if (millis > 0) {
					new ServerQuestion(endpoint, settings).awaitAlert((int) millis);
				}
			}
			catch (IOException ex) {
				Optional<String> reason = TlsFailure.reason(ex);
				if (reason.isPresent()) {
					return reason;
				}
			}
		}
		return Optional.empty();
	}

	/**
	 * Asks for version, mode and load.
	 * @return what the server tells, empty if its four letter word is switched off
	 * @throws IOException if the server does not answer
	 */
	Map<String, String> ask() throws IOException {
		try (Socket plain = new Socket()) {
			plain.connect(new InetSocketAddress(this.endpoint.host(), this.endpoint.port()), this.timeoutMillis);
			plain.setSoTimeout(this.timeoutMillis);
			if (this.tls == null) {
				return ask(plain);
			}
			try (SSLSocket secure = secure(plain, this.tls)) {
				return ask(secure);
			}
		}
	}

	/**
	 * Makes a connection by TLS and waits a moment for the server to refuse it, which it
	 * may do after the handshake is over for the client.
	 * @param millis how long to wait for each answer of the handshake
	 */
	private void awaitAlert(int millis) throws IOException {
		try (Socket plain = new Socket()) {
			plain.connect(new InetSocketAddress(this.endpoint.host(), this.endpoint.port()), millis);
			plain.setSoTimeout(millis);
			if (this.tls != null) {
				try (SSLSocket secure = secure(plain, this.tls)) {
					secure.setSoTimeout(Math.min(millis, ALERT_MILLIS));
					secure.getInputStream().read();
				}
			}
		}
	}

	private SSLSocket secure(Socket plain, TlsSettings settings) throws IOException {
		SSLSocket socket = (SSLSocket) settings.sslContext()
			.getSocketFactory()
			.createSocket(plain, this.endpoint.host(), this.endpoint.port(), true);
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setEndpointIdentificationAlgorithm("HTTPS");
		if (!settings.protocols().isEmpty()) {
			parameters.setProtocols(settings.protocols().toArray(String[]::new));
		}
		if (!settings.ciphers().isEmpty()) {
			parameters.setCipherSuites(settings.ciphers().toArray(String[]::new));
		}
		socket.setSSLParameters(parameters);
		socket.startHandshake();
		return socket;
	}

	private static Map<String, String> ask(Socket socket) throws IOException {
		socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
		String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		Map<String, String> lines = new LinkedHashMap<>();
		answer.lines().forEach((line) -> {
			int end = line.indexOf(": ");
			if (end > 0) {
				lines.put(line.substring(0, end), line.substring(end + 2).strip());
			}
		});
		return lines;
	}

}
