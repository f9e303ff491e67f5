package dev.kvstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire between a client and a server on loopback that a test may cut.
 */
public final class TcpProxy implements AutoCloseable {

	static final String THREAD_PREFIX = "tcp-proxy-";

	private static final int PATIENCE_MILLIS = 2_000;

	private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

	private final Valve requests = new Valve();

	private final Valve answers = new Valve();

	private final int port = Ports.next();

	private final int target;

	private ServerSocket listener;

	private Thread acceptor;

	private TcpProxy(int target) {
		this.target = target;
		this.listener = listen();
		this.acceptor = accepting(this.listener);
	}

	/**
	 * Opens a proxy in front of a server, which need not run yet.
	 * @param endpoint {@code host:port} on loopback
	 * @return the proxy, which lets everything through
	 */
	public static TcpProxy to(String endpoint) {
		return new TcpProxy(Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1)));
	}

	/**
	 * Opens a proxy in front of each server.
	 * @param endpoints {@code host:port} on loopback
	 * @return the proxies, in the same order
	 */
	public static List<TcpProxy> toEach(List<String> endpoints) {
		return endpoints.stream().map(TcpProxy::to).toList();
	}

	/**
	 * Returns where clients connect.
	 * @return {@code host:port}, always the same
	 */
	public String endpoint() {
		return "127.0.0.1:" + this.port;
	}

	/**
	 * Closes every connection and refuses new ones until {@link #restore()}.
	 */
	public synchronized void cut() {
		closeQuietly(this.listener);
		awaitEnd(this.acceptor);
		drop();
	}

	/**
	 * Accepts connections again.
	 */
	public synchronized void restore() {
		if (this.listener.isClosed()) {
			this.listener = listen();
			this.acceptor = accepting(this.listener);
		}
	}

	/**
	 * Closes every connection, with the bytes that were held; new ones are accepted.
	 */
	public void drop() {
		this.connections.forEach(ProxiedConnection::close);
	}

	/**
	 * Holds every byte in both directions until {@link #resume()}. New connections are
	 * accepted.
	 */
	public void stall() {
		this.requests.shut();
		this.answers.shut();
	}

	/**
	 * Holds what the server sends until {@link #resume()}, while requests go through.
	 */
	public void stallAnswers() {
		this.answers.shut();
	}

	/**
	 * Holds what clients send on their present connections until {@link #resume()}, also
	 * if they close those meanwhile. New connections are not concerned.
	 */
	public void stallPresentRequests() {
		this.connections.forEach(ProxiedConnection::stallRequests);
	}

	/**
	 * Forwards what was held and everything after it.
	 */
	public void resume() {
		this.connections.forEach(ProxiedConnection::resume);
		this.requests.open();
		this.answers.open();
	}

	/**
	 * Tells each client that its server will send no more, while the client may still
	 * send. New connections are not concerned.
	 */
	public void halfClose() {
		this.connections.forEach(ProxiedConnection::endAnswers);
	}

	/**
	 * Returns the number of connections.
	 * @return those that are open at this time
	 */
	public int connections() {
		return this.connections.size();
	}

	@Override
	public void close() {
		resume();
		cut();
	}

	private ServerSocket listen() {
		try {
			ServerSocket socket = new ServerSocket();
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 500);
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Thread accepting(ServerSocket socket) {
		return startThread("accept", () -> accept(socket));
	}

	// a thread that still waits for connections keeps the port open
	private static void awaitEnd(Thread acceptor) {
		try {
			acceptor.join(PATIENCE_MILLIS * 2);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void accept(ServerSocket socket) {
		try {
			while (true) {
				connect(socket.accept());
			}
		}
		catch (IOException ex) {
			closeQuietly(socket);
		}
	}

	private void connect(Socket client) {
		try {
			Socket server = new Socket();
			server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target), PATIENCE_MILLIS);
			ProxiedConnection connection = new ProxiedConnection(client, server, this.connections::remove);
			this.connections.add(connection);
			startThread("requests", () -> connection.forwardRequests(this.requests));
			startThread("answers", () -> connection.forwardAnswers(this.answers));
		}
		catch (IOException ex) {
			closeQuietly(client);
		}
	}

	private Thread startThread(String name, Runnable task) {
		Thread thread = new Thread(task, THREAD_PREFIX + this.port + "-" + name);
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	static void closeQuietly(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			System.getLogger(TcpProxy.class.getName()).log(System.Logger.Level.DEBUG, "Already closed", ex);
		}
	}

}
