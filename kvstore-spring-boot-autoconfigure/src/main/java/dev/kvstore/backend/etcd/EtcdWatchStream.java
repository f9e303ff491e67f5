package dev.kvstore.backend.etcd;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/**
 * One stream of changes from a server, until it ends for whatever reason.
 */
final class EtcdWatchStream implements StreamObserver<WatchResponse> {

	private final AtomicBoolean ended = new AtomicBoolean();

	private final EtcdWatch watch;

	private final EtcdConnection connection;

	private final ClientCall<WatchRequest, WatchResponse> call;

	EtcdWatchStream(EtcdWatch watch, EtcdConnection connection, CallOptions options) {
		this.watch = watch;
		this.connection = connection;
		this.call = connection.channel().newCall(WatchGrpc.getWatchMethod(), options);
	}

	EtcdConnection connection() {
		return this.connection;
	}

	void start(KeyRange range, long revision) {
		this.connection.streamOpened();
		WatchCreateRequest create = WatchCreateRequest.newBuilder()
			.setKey(range.start())
			.setRangeEnd(range.end())
			.setStartRevision(revision)
			.build();
		try {
			ClientCalls.asyncBidiStreamingCall(this.call, this)
				.onNext(WatchRequest.newBuilder().setCreateRequest(create).build());
		}
		catch (RejectedExecutionException ex) {
			end(EtcdFailures.closed(ex));
		}
	}

	@Override
	public void onNext(WatchResponse response) {
		if (this.ended.get()) {
			return;
		}
		this.connection.heard();
		if (response.getCanceled()) {
			end(canceled(response));
			return;
		}
		if (response.getCreated()) {
			this.watch.followed();
		}
		response.getEventsList().forEach(this.watch::changed);
	}

	private static Status canceled(WatchResponse response) {
		if (response.getCompactRevision() > 0) {
			return Status.OUT_OF_RANGE.withDescription("etcdserver: the revision was compacted");
		}
		String reason = response.getCancelReason();
		boolean denied = reason.contains("permission denied") || reason.contains("auth");
		return (denied ? Status.PERMISSION_DENIED : Status.ABORTED)
			.withDescription("etcdserver: the watch was canceled: " + reason);
	}

	@Override
	public void onError(Throwable failure) {
		end(Status.fromThrowable(failure));
	}

	@Override
	public void onCompleted() {
		end(Status.UNAVAILABLE.withDescription("etcdserver: the watch was ended"));
	}

	private void end(Status status) {
		if (close()) {
			this.watch.ended(this, status);
		}
	}

	/**
	 * Ends the stream.
	 * @return {@code false} if it had ended before
	 */
	boolean close() {
		if (!this.ended.compareAndSet(false, true)) {
			return false;
		}
		this.connection.streamClosed();
		this.call.cancel("the watch was closed", null);
		return true;
	}

}
