package dev.kvstore.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/**
 * One client's connection through a {@link TcpProxy}.
 */
final class ProxiedConnection {

	private static final int CHUNK = 64 * 1024;

	private final Socket client;

	private final Socket server;

	private final OutputStream toClient;

	private final OutputStream toServer;

	private final Consumer<ProxiedConnection> onClosed;

	private final Valve requests = new Valve();

	ProxiedConnection(Socket client, Socket server, Consumer<ProxiedConnection> onClosed) throws IOException {
		this.client = client;
		this.server = server;
		this.toClient = client.getOutputStream();
		this.toServer = server.getOutputStream();
		this.onClosed = onClosed;
		client.setTcpNoDelay(true);
		server.setTcpNoDelay(true);
	}

	void forwardRequests(Valve valve) {
		forward(this.client, this.server, this.toServer, () -> {
			valve.pass();
			this.requests.pass();
		});
	}

	void forwardAnswers(Valve valve) {
		forward(this.server, this.client, this.toClient, valve::pass);
	}

	private void forward(Socket from, Socket to, OutputStream output, Runnable valve) {
		try {
			InputStream input = from.getInputStream();
			byte[] chunk = new byte[CHUNK];
			for (int length = input.read(chunk); length >= 0; length = input.read(chunk)) {
				valve.run();
				if (!to.isOutputShutdown()) {
					output.write(chunk, 0, length);
				}
			}
			valve.run();
			endOutput(to);
		}
		catch (IOException ex) {
			close();
		}
	}

	void stallRequests() {
		this.requests.shut();
	}

	void resume() {
		this.requests.open();
	}

	void endAnswers() {
		try {
			endOutput(this.client);
		}
		catch (IOException ex) {
			close();
		}
	}

	private synchronized void endOutput(Socket to) throws IOException {
		if (!to.isOutputShutdown()) {
			to.shutdownOutput();
		}
		if (this.client.isOutputShutdown() && this.server.isOutputShutdown()) {
			close();
		}
	}

	void close() {
		TcpProxy.closeQuietly(this.client);
		TcpProxy.closeQuietly(this.server);
		this.onClosed.accept(this);
	}

}
