package dev.kvstore.lock;

import java.util.function.Function;
import java.util.stream.Stream;

import org.reactivestreams.Publisher;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.kvstore.api.LockHandle;

/**
 * Runs publishers under a lock, of which each subscription takes its own. The lock is
 * taken on a thread that may block, the publisher is made once it is held, and it is held
 * until completion, error or cancellation. A loss that is not just
 * {@linkplain OnLost#NOTIFY told} cancels the publisher and ends in a
 * {@link dev.kvstore.api.LockLostException}. A reactive transaction that is open around
 * it keeps the lock until it has completed, and does not commit without it. One that
 * begins under the lock is cancelled like the publisher, but not checked before its
 * commit.
 */
public final class ReactiveLockTemplate {

	private final TaskLocks locks;

	/**
	 * Creates a template.
	 * @param template whose store, holder and listeners this one uses
	 */
	public ReactiveLockTemplate(LockTemplate template) {
		Assert.notNull(template, "'template' must not be null");
		this.locks = template.locks();
	}

	/**
	 * Runs a publisher of at most one element.
	 * @param key the key of the lock
	 * @param options how to get, hold and lose it
	 * @param task makes the publisher
	 * @param <T> the type of the element
	 * @return a publisher that fails with a {@link LockNotAcquiredException} if the lock
	 * was not to be had
	 */
	public <T> Mono<T> mono(String key, LockTaskOptions options, Function<LockHandle, ? extends Publisher<T>> task) {
		Assert.notNull(task, "'task' must not be null");
		return mono(key, options, task::apply, (busy) -> Mono.error(busy.exception()));
	}

	/**
	 * Runs a publisher of any number of elements.
	 * @param key the key of the lock
	 * @param options how to get, hold and lose it
	 * @param task makes the publisher
	 * @param <T> the type of the elements
	 * @return a publisher that fails with a {@link LockNotAcquiredException} if the lock
	 * was not to be had
	 */
	public <T> Flux<T> flux(String key, LockTaskOptions options, Function<LockHandle, ? extends Publisher<T>> task) {
		Assert.notNull(task, "'task' must not be null");
		return flux(key, options, task::apply, (busy) -> Flux.error(busy.exception()));
	}

	<T> Mono<T> mono(String key, LockTaskOptions options, LockedTask<? extends Publisher<T>, ?> task,
			Function<Busy, Mono<T>> otherwise) {
		return subscribed(key, options).flatMap((lock) -> {
			Mono<T> result = Mono
				.usingWhen(lock.acquire(),
						(acquired) -> (acquired instanceof Busy busy) ? otherwise.apply(busy)
								: Mono.from(lock.run((HeldLock) acquired, task)),
						lock::end, lock::endAfter, lock::cancel);
			return result.onErrorMap(lock::unwrap).doOnCancel(lock::cancelled);
		});
	}

	<T> Flux<T> flux(String key, LockTaskOptions options, LockedTask<? extends Publisher<T>, ?> task,
			Function<Busy, Flux<T>> otherwise) {
		return subscribed(key, options).flatMapMany((lock) -> {
			Flux<T> result = Flux.usingWhen(lock.acquire(), (acquired) -> (acquired instanceof Busy busy)
					? otherwise.apply(busy) : lock.run((HeldLock) acquired, task), lock::end, lock::endAfter,
					lock::cancel);
			return result.onErrorMap(lock::unwrap).doOnCancel(lock::cancelled);
		});
	}

	private Mono<SubscribedLock> subscribed(String key, LockTaskOptions options) {
		return Mono.deferContextual((context) -> OpenReactiveTransaction.kept()
			.map((kept) -> new SubscribedLock(this.locks, key, options,
					Stream.concat(ReactiveLockContext.locks(context), kept.stream()))));
	}

}
