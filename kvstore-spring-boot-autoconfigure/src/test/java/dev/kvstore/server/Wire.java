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
 * A wire between clients and a server that knows requests from one another and can hold
 * them.
 */
public abstract class Wire implements AutoCloseable {

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final ServerSocket listener;

	private final int target;

	/**
	 * Creates a wire that is not open yet.
	 * @param endpoint the server, {@code host:port} on loopback
	 */
	Wire(String endpoint) {
		this.target = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	final void open() {
		start(this::accept);
	}

	/**
	 * Returns where clients connect.
	 * @return {@code host:port}
	 */
	public final String endpoint() {
		return "127.0.0.1:" + this.listener.getLocalPort();
	}

	/**
	 * Lets what is held go.
	 */
	public abstract void release();

	private void accept() {
		try {
			while (true) {
				Socket client = this.listener.accept();
				Socket server = new Socket();
				this.sockets.addAll(List.of(client, server));
				server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
				client.setTcpNoDelay(true);
				server.setTcpNoDelay(true);
				forward(client, server);
			}
		}
		catch (IOException ex) {
			close();
		}
	}

	/**
	 * Begins to forward what one connection carries, both ways.
	 * @param client the client's end
	 * @param server the server's end
	 */
	abstract void forward(Socket client, Socket server);

	final void start(Runnable task) {
		Thread thread = new Thread(task, TcpProxy.THREAD_PREFIX + this.target + "-wire");
		thread.setDaemon(true);
		thread.start();
	}

	static void close(Socket client, Socket server) {
		TcpProxy.closeQuietly(client);
		TcpProxy.closeQuietly(server);
	}

	final void closeConnections() {
		this.sockets.forEach(TcpProxy::closeQuietly);
		this.sockets.clear();
	}

	@Override
	public final void close() {
		release();
		TcpProxy.closeQuietly(this.listener);
		this.sockets.forEach(TcpProxy::closeQuietly);
	}

}
