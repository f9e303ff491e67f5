package dev.kvstore.lock;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

import dev.kvstore.api.LockLostException;

/**
 * The lock of one subscription.
 */
final class SubscribedLock {

	private final TaskLocks locks;

	private final String key;

	private final LockTaskOptions options;

	private final List<HeldLock> outer;

	private final AtomicBoolean ended = new AtomicBoolean();

	private @Nullable HeldLock held;

	private volatile @Nullable LockLostException lossAtEnd;

	private boolean cancelled;

	SubscribedLock(TaskLocks locks, String key, LockTaskOptions options, Stream<HeldLock> outer) {
		this.locks = locks;
		this.key = key;
		this.options = options;
		this.outer = outer.toList();
	}

	Mono<Acquisition> acquire() {
		return Mono.create((sink) -> sink.onCancel(Schedulers.boundedElastic().schedule(() -> acquire(sink))));
	}

	private void acquire(MonoSink<Acquisition> sink) {
		try {
			Acquisition acquisition = this.locks.acquire(this.key, this.options, this.outer.stream());
			if (acquisition instanceof HeldLock lock && !keep(lock)) {
				lock.free();
				return;
			}
			sink.success(acquisition);
		}
		catch (RuntimeException ex) {
			if (!isCancelled()) {
				sink.error(ex);
			}
		}
	}

	private synchronized boolean isCancelled() {
		return this.cancelled;
	}

	private synchronized boolean keep(HeldLock lock) {
		this.held = lock;
		return !this.cancelled;
	}

	<T> Flux<T> run(HeldLock lock, LockedTask<? extends Publisher<T>, ?> task) {
		return OpenReactiveTransaction.keep(lock)
			.thenMany(Flux.defer(() -> publisher(lock, task)))
			.takeUntilOther(loss(lock))
			.contextWrite((context) -> ReactiveLockContext.with(context, lock));
	}

	private static <T> Publisher<T> publisher(HeldLock lock, LockedTask<? extends Publisher<T>, ?> task) {
		try {
			return lock.call(task);
		}
		catch (Throwable ex) {
			return Mono.error(ex);
		}
	}

	private static Mono<Void> loss(HeldLock lock) {
		// an error would not cancel the publisher; the end of the lock makes one of it
		return Mono.create((sink) -> lock.onAbandonment(sink::success));
	}

	Publisher<Void> end(Acquisition acquisition) {
		return whenEnded(acquisition, HeldLock::end);
	}

	Publisher<Void> endAfter(Acquisition acquisition, Throwable failure) {
		return whenEnded(acquisition, (lock) -> {
			if (lock.endAfter(failure) instanceof LockLostException lost && lost != failure) {
				throw lost;
			}
		});
	}

	Publisher<Void> cancel(Acquisition acquisition) {
		return whenEnded(acquisition, HeldLock::free);
	}

	void cancelled() {
		HeldLock lock;
		synchronized (this) {
			this.cancelled = true;
			lock = this.held;
		}
		if (lock != null) {
			whenEnded(lock, HeldLock::free).subscribe();
		}
	}

	private Mono<Void> whenEnded(Acquisition acquisition, Consumer<HeldLock> ending) {
		if (acquisition instanceof HeldLock lock && this.ended.compareAndSet(false, true)) {
			return Mono.<Void>fromRunnable(() -> end(lock, ending)).subscribeOn(Schedulers.boundedElastic());
		}
		return Mono.empty();
	}

	private void end(HeldLock lock, Consumer<HeldLock> ending) {
		try {
			ending.accept(lock);
		}
		catch (LockLostException ex) {
			this.lossAtEnd = ex;
			throw ex;
		}
	}

	/**
	 * Takes the loss of the lock out of what Reactor wraps it in.
	 * @param failure a failure
	 * @return the loss if it caused the failure, or the failure
	 */
	Throwable unwrap(Throwable failure) {
		LockLostException loss = this.lossAtEnd;
		return (loss != null && failure.getCause() == loss) ? loss : failure;
	}

}
