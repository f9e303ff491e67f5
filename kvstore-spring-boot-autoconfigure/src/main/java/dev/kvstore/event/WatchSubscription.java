package dev.kvstore.event;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;

import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * The watch of one subscriber, which gets what it asked for.
 */
final class WatchSubscription implements Subscription, WatchListener {

	private final Subscriber<? super WatchEvent> subscriber;

	private final Consumer<WatchSubscription> onEnd;

	private final CoalescedEvents waiting = new CoalescedEvents();

	private final AtomicLong requested = new AtomicLong();

	/** Greater than zero while a thread emits; others leave their work to it. */
	private final AtomicInteger work = new AtomicInteger();

	private @Nullable Watch watch;

	private boolean ended;

	private @Nullable Runnable lastSignal;

	WatchSubscription(Subscriber<? super WatchEvent> subscriber, Consumer<WatchSubscription> onEnd) {
		this.subscriber = subscriber;
		this.onEnd = onEnd;
	}

	void open(Function<WatchListener, Watch> opening) {
		if (isEnded()) {
			this.onEnd.accept(this);
			return;
		}
		try {
			keep(opening.apply(this));
		}
		catch (RuntimeException ex) {
			end(() -> this.subscriber.onError(ex));
		}
	}

	private void keep(Watch opened) {
		synchronized (this.waiting) {
			if (!this.ended) {
				this.watch = opened;
				return;
			}
		}
		close(opened);
	}

	@Override
	public void onEvent(WatchEvent event) {
		synchronized (this.waiting) {
			if (this.ended) {
				return;
			}
			this.waiting.add(event);
		}
		emit();
	}

	@Override
	public void request(long n) {
		if (n <= 0) {
			end(() -> this.subscriber.onError(new IllegalArgumentException("'n' must be positive but is " + n)));
			return;
		}
		this.requested.updateAndGet((present) -> Operators.addCap(present, n));
		emit();
	}

	@Override
	public void cancel() {
		end(null);
	}

	void complete() {
		end(this.subscriber::onComplete);
	}

	private void end(@Nullable Runnable lastSignal) {
		Watch ending;
		synchronized (this.waiting) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			this.lastSignal = lastSignal;
			this.waiting.clear();
			ending = this.watch;
		}
		this.onEnd.accept(this);
		if (ending != null) {
			close(ending);
		}
		emit();
	}

	// closing waits for a listener that runs, and whoever cancels may not block
	private static void close(Watch watch) {
		Schedulers.boundedElastic().schedule(watch::close);
	}

	private boolean isEnded() {
		synchronized (this.waiting) {
			return this.ended;
		}
	}

	private void emit() {
		if (this.work.getAndIncrement() == 0) {
			int done = 1;
			while (done != 0) {
				emitWaiting();
				done = this.work.addAndGet(-done);
			}
		}
	}

	private void emitWaiting() {
		WatchEvent event = next();
		while (event != null) {
			tell(event);
			this.requested.updateAndGet((present) -> (present != Long.MAX_VALUE) ? present - 1 : present);
			event = next();
		}
		Runnable signal = takeLastSignal();
		if (signal != null) {
			signal.run();
		}
	}

	private void tell(WatchEvent event) {
		try {
			this.subscriber.onNext(event);
		}
		catch (RuntimeException | Error ex) {
			// against the rules of reactive streams, by which it counts as cancelled
			cancel();
			throw ex;
		}
	}

	private @Nullable WatchEvent next() {
		synchronized (this.waiting) {
			return (this.requested.get() > 0) ? this.waiting.take(Set.of()) : null;
		}
	}

	private @Nullable Runnable takeLastSignal() {
		synchronized (this.waiting) {
			Runnable signal = this.lastSignal;
			this.lastSignal = null;
			return signal;
		}
	}

}
