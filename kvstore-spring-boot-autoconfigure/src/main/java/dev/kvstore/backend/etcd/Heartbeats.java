package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import dev.kvstore.backend.DelayedTasks;

/**
 * Asks every server that streams something whether it is still there: one that stands
 * still keeps its connections open. Faster than the keep-alive of the connection, for
 * which servers allow no less than 5 s and the client no less than 10 s.
 */
final class Heartbeats {

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private final EtcdClient client;

	private final DelayedTasks timer;

	private final BooleanSupplier needed;

	private boolean running;

	Heartbeats(EtcdClient client, DelayedTasks timer, BooleanSupplier needed) {
		this.client = client;
		this.timer = timer;
		this.needed = needed;
	}

	synchronized void start() {
		if (!this.running) {
			this.running = true;
			this.timer.schedule(this::beat, INTERVAL);
		}
	}

	private synchronized void beat() {
		this.running = this.needed.getAsBoolean();
		if (this.running) {
			this.timer.schedule(this::beat, INTERVAL);
			this.client.endpoints().streaming().forEach(this::ask);
		}
	}

	private void ask(EtcdConnection connection) {
		this.client.probe(connection, MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance(), TIMEOUT,
				new Answer(connection));
	}

	private void failed(EtcdConnection connection, Status status) {
		if (EtcdFailures.isTimeout(status) || EtcdFailures.isBroken(status)) {
			this.client.endpoints().replace(connection);
			connection.close();
		}
		else {
			connection.heard();
		}
	}

	private final class Answer implements StreamObserver<StatusResponse> {

		private final EtcdConnection connection;

		Answer(EtcdConnection connection) {
			this.connection = connection;
		}

		@Override
		public void onNext(StatusResponse response) {
			this.connection.heard();
		}

		@Override
		public void onError(Throwable failure) {
			failed(this.connection, Status.fromThrowable(failure));
		}

		@Override
		public void onCompleted() {
			// the answer came before
		}

	}

}
