package dev.kvstore.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface. They lie below those that the operating system
 * gives to outgoing connections, so that a stopped server finds its port again.
 */
final class Ports {

	private static final int LOWEST = 10_000;

	private static final int BOUND = 32_000;

	private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

	private Ports() {
	}

	static int next() {
		int port = ThreadLocalRandom.current().nextInt(LOWEST, BOUND);
		return (GIVEN.add(port) && isFree(port)) ? port : next();
	}

	private static boolean isFree(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
