package dev.kvstore.backend.etcd;

import java.util.concurrent.CompletableFuture;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * Takes the one answer of a call that nobody waits for.
 *
 * @param <R> the type of the answer
 */
final class FirstAnswer<R> implements StreamObserver<R> {

	private final CompletableFuture<R> answer;

	FirstAnswer(CompletableFuture<R> answer) {
		this.answer = answer;
	}

	@Override
	public void onNext(R value) {
		this.answer.complete(value);
	}

	@Override
	public void onError(Throwable failure) {
		this.answer.completeExceptionally(failure);
	}

	@Override
	public void onCompleted() {
		this.answer.completeExceptionally(Status.UNAVAILABLE.withDescription("no answer").asRuntimeException());
	}

}
