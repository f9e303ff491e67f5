package dev.kvstore.backend.etcd;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;

import dev.kvstore.backend.Endpoint;

/**
 * A connection to one server, made when it is first used.
 */
final class EtcdConnection implements AutoCloseable {

	private final Endpoint endpoint;

	private final ManagedChannel managed;

	private final Channel channel;

	private final AtomicInteger streams = new AtomicInteger();

	private volatile Instant lastHeard = Instant.now();

	EtcdConnection(Endpoint endpoint, ManagedChannel managed) {
		this.endpoint = endpoint;
		this.managed = managed;
		this.channel = ClientInterceptors.intercept(managed, new RequestHeaders());
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	Channel channel() {
		return this.channel;
	}

	void heard() {
		this.lastHeard = Instant.now();
	}

	Instant lastHeard() {
		return this.lastHeard;
	}

	void streamOpened() {
		this.streams.incrementAndGet();
	}

	void streamClosed() {
		this.streams.decrementAndGet();
	}

	boolean hasStreams() {
		return this.streams.get() > 0;
	}

	/**
	 * Takes no further call, and ends when those that run have ended.
	 */
	void retire() {
		this.managed.shutdown();
	}

	boolean isEnded() {
		return this.managed.isTerminated();
	}

	void awaitEnd(long millis) {
		try {
			this.managed.awaitTermination(millis, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Fails what runs.
	 */
	@Override
	public void close() {
		this.managed.shutdownNow();
	}

}
