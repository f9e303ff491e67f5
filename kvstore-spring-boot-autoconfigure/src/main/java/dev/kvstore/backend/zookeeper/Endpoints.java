package dev.kvstore.backend.zookeeper;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.zookeeper.client.HostProvider;

import dev.kvstore.backend.Endpoint;

/**
 * The servers of one client, one after the other from a random one on. Names are resolved
 * for each attempt.
 */
final class Endpoints implements HostProvider {

	private static final long LONGEST_PAUSE_MILLIS = 400;

	private final List<Endpoint> endpoints;

	private final int size;

	private final AtomicInteger next = new AtomicInteger();

	private final AtomicInteger failures = new AtomicInteger();

	private volatile Endpoint current;

	/**
	 * Creates the servers of one client.
	 * @param endpoints the servers
	 * @param sessionTimeout the client's session timeout
	 * @param connectTimeout how long one server may take to accept a connection
	 */
	Endpoints(List<Endpoint> endpoints, Duration sessionTimeout, Duration connectTimeout) {
		List<Endpoint> shuffled = new ArrayList<>(endpoints);
		Collections.shuffle(shuffled);
		this.endpoints = shuffled;
		this.current = shuffled.get(0);
		long attempts = Math.max(endpoints.size(), sessionTimeout.toMillis() / Math.max(1, connectTimeout.toMillis()));
		this.size = (int) Math.min(attempts, Math.max(1, sessionTimeout.toMillis() / 50));
	}

	/**
	 * Returns how many attempts fit into a session timeout: the client divides it by this
	 * number to know how long to wait for one server.
	 */
	@Override
	public int size() {
		return this.size;
	}

	@Override
	public InetSocketAddress next(long spinDelay) {
		if (this.failures.getAndIncrement() >= this.endpoints.size()) {
			pause(Math.min(spinDelay, LONGEST_PAUSE_MILLIS));
		}
		Endpoint endpoint = this.endpoints.get(Math.floorMod(this.next.getAndIncrement(), this.endpoints.size()));
		this.current = endpoint;
		try {
			InetAddress[] addresses = InetAddress.getAllByName(endpoint.host());
			InetAddress address = addresses[Math.floorMod(this.next.get() / this.endpoints.size(), addresses.length)];
			return new InetSocketAddress(InetAddress.getByAddress(endpoint.host(), address.getAddress()),
					endpoint.port());
		}
		catch (UnknownHostException ex) {
			return InetSocketAddress.createUnresolved(endpoint.host(), endpoint.port());
		}
	}

	private static void pause(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Returns the server that the client is connected to or tries.
	 * @return the server
	 */
	Endpoint current() {
		return this.current;
	}

	@Override
	public void onConnected() {
		this.failures.set(0);
	}

	/**
	 * Makes the client leave its server for the next one; the servers stay the same.
	 */
	@Override
	public boolean updateServerList(Collection<InetSocketAddress> serverAddresses, InetSocketAddress currentHost) {
		return true;
	}

}
