package dev.kvstore.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class TcpProxyTests {

	private final ServerSocket listener;

	private final TcpProxy proxy;

	private final List<Socket> sockets = new ArrayList<>();

	TcpProxyTests() throws IOException {
		this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.proxy = TcpProxy.to("127.0.0.1:" + this.listener.getLocalPort());
	}

	private Socket client;

	private Socket server;

	@BeforeEach
	void connect() throws IOException {
		this.client = connectClient();
		this.server = acceptServer();
		await().until(() -> this.proxy.connections() == 1);
	}

	@AfterEach
	void close() throws IOException {
		this.proxy.close();
		this.listener.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@Test
	void bytesGoBothWays() throws IOException {
		send(this.client, 1);
		assertThat(receive(this.server)).isEqualTo(1);
		send(this.server, 2);
		assertThat(receive(this.client)).isEqualTo(2);
	}

	@Test
	void closingReachesTheOtherSide() throws IOException {
		this.client.close();
		assertThat(receive(this.server)).isEqualTo(-1);
		this.server.close();
		await().until(() -> this.proxy.connections() == 0);
	}

	@Test
	void cutClosesConnectionsAndRefusesOthersUntilRestored() throws IOException {
		this.proxy.cut();
		assertThat(isOver(this.client)).isTrue();
		assertThat(isOver(this.server)).isTrue();
		assertThatExceptionOfType(ConnectException.class).isThrownBy(this::connectClient);
		this.proxy.restore();
		send(connectClient(), 3);
		assertThat(receive(acceptServer())).isEqualTo(3);
	}

	@Test
	void dropClosesConnectionsAndAcceptsOthers() throws IOException {
		this.proxy.drop();
		assertThat(isOver(this.client)).isTrue();
		send(connectClient(), 3);
		assertThat(receive(acceptServer())).isEqualTo(3);
	}

	@Test
	void stallHoldsBytesUntilResumed() throws IOException {
		this.proxy.stall();
		send(this.client, 4);
		send(this.server, 5);
		assertThat(isSilent(this.server)).isTrue();
		assertThat(isSilent(this.client)).isTrue();
		this.proxy.resume();
		assertThat(receive(this.server)).isEqualTo(4);
		assertThat(receive(this.client)).isEqualTo(5);
	}

	@Test
	void stalledAnswersAreLostWhenDropped() throws IOException {
		this.proxy.stallAnswers();
		send(this.client, 6);
		assertThat(receive(this.server)).isEqualTo(6);
		send(this.server, 7);
		assertThat(isSilent(this.client)).isTrue();
		this.proxy.drop();
		this.proxy.resume();
		assertThat(isOver(this.client)).isTrue();
	}

	@Test
	void stalledPresentRequestsArriveLateAndThoseOfNewConnectionsDoNot() throws IOException {
		this.proxy.stallPresentRequests();
		send(this.client, 9);
		send(connectClient(), 10);
		assertThat(receive(acceptServer())).isEqualTo(10);
		assertThat(isSilent(this.server)).isTrue();
		this.client.close();
		this.proxy.resume();
		assertThat(receive(this.server)).isEqualTo(9);
	}

	@Test
	void halfClosedConnectionStillTakesRequests() throws IOException {
		this.proxy.halfClose();
		assertThat(receive(this.client)).isEqualTo(-1);
		send(this.client, 8);
		assertThat(receive(this.server)).isEqualTo(8);
	}

	@Test
	void clientOfADeadServerIsDisconnected() throws IOException {
		this.listener.close();
		assertThat(isOver(connectClient())).isTrue();
	}

	@Test
	void closedProxyLeavesNoThread() {
		String port = this.proxy.endpoint().substring(this.proxy.endpoint().indexOf(':') + 1);
		assertThat(threadsOf(port)).isNotEmpty();
		this.proxy.close();
		await().until(() -> threadsOf(port).isEmpty());
	}

	private static List<String> threadsOf(String port) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith(TcpProxy.THREAD_PREFIX + port))
			.toList();
	}

	private Socket connectClient() throws IOException {
		String[] endpoint = this.proxy.endpoint().split(":", 2);
		return opened(new Socket(endpoint[0], Integer.parseInt(endpoint[1])));
	}

	private Socket acceptServer() throws IOException {
		return opened(this.listener.accept());
	}

	private Socket opened(Socket socket) throws IOException {
		this.sockets.add(socket);
		socket.setSoTimeout(10_000);
		return socket;
	}

	private static void send(Socket socket, int value) throws IOException {
		socket.getOutputStream().write(value);
	}

	private static int receive(Socket socket) throws IOException {
		return socket.getInputStream().read();
	}

	private static boolean isOver(Socket socket) {
		try {
			return receive(socket) == -1;
		}
		catch (SocketTimeoutException ex) {
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static boolean isSilent(Socket socket) throws IOException {
		socket.setSoTimeout(300);
		try {
			receive(socket);
			return false;
		}
		catch (SocketTimeoutException ex) {
			return true;
		}
		finally {
			socket.setSoTimeout(10_000);
		}
	}

}
