package dev.kvstore.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;
import reactor.core.publisher.Flux;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Watches as reactive streams. Each subscription is a watch of its own, with the present
 * state first; cancelling ends it, in the background.
 *
 * <p>
 * <b>Backpressure</b>: what a subscriber has not asked for waits, at most one event a
 * key, merged by the rules of the watch. No thread is blocked meanwhile. Operators that
 * ask for more than they handle, such as {@code publishOn}, keep what they asked for;
 * {@code publishOn(scheduler, 1)} leaves it to be merged.
 *
 * <p>
 * <b>Signals</b> come on the threads of the watch or on the one that asks for more, never
 * on two at once. The stream fails with what the store refuses a watch with, such as an
 * {@code IllegalArgumentException}; interruptions are events. It completes only when this
 * object is stopped: as a bean before the web server drains, so that no response that
 * streams changes holds it up.
 */
public final class ReactiveWatches implements SmartLifecycle, AutoCloseable {

	/**
	 * The phase of the lifecycle.
	 */
	public static final int PHASE = RunningWatches.PHASE;

	private final Store store;

	private final Set<WatchSubscription> subscriptions = ConcurrentHashMap.newKeySet();

	private volatile boolean running = true;

	/**
	 * Creates watches, to be subscribed to at once.
	 * @param store the store to watch
	 */
	public ReactiveWatches(Store store) {
		Assert.notNull(store, "'store' must not be null");
		this.store = store;
	}

	/**
	 * Watches a key.
	 * @param key the key, which need not exist
	 * @return its events, markers included
	 */
	public Flux<WatchEvent> watch(String key) {
		return flux((listener) -> this.store.watch(key, listener));
	}

	/**
	 * Watches a directory.
	 * @param directory the directory, empty for the root
	 * @return the events of all keys below it, markers included
	 */
	public Flux<WatchEvent> watchTree(String directory) {
		return flux((listener) -> this.store.watchTree(directory, listener));
	}

	private Flux<WatchEvent> flux(Function<WatchListener, Watch> opening) {
		Publisher<WatchEvent> publisher = (subscriber) -> subscribe(subscriber, opening);
		return Flux.from(publisher);
	}

	private void subscribe(Subscriber<? super WatchEvent> subscriber, Function<WatchListener, Watch> opening) {
		WatchSubscription subscription = new WatchSubscription(subscriber, this.subscriptions::remove);
		subscriber.onSubscribe(subscription);
		this.subscriptions.add(subscription);
		if (this.running) {
			subscription.open(opening);
		}
		else {
			subscription.complete();
		}
	}

	/**
	 * Has streams that are subscribed to from now on begin.
	 */
	@Override
	public void start() {
		this.running = true;
	}

	/**
	 * Completes every stream, and until the next start those that are subscribed to later
	 * too.
	 */
	@Override
	public void stop() {
		this.running = false;
		this.subscriptions.forEach(WatchSubscription::complete);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Does the same as {@link #stop()}.
	 */
	@Override
	public void close() {
		stop();
	}

}
