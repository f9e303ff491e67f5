package dev.kvstore.test;

import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.WatchDelivery;

/**
 * A watch that follows its store while the connection lets it, each time by a watch of
 * its own, and tells the difference afterwards.
 */
final class FaultyWatch {

	private final String operation;

	private final WatchDelivery delivery;

	private final BiFunction<String, WatchListener, Watch> opening;

	private final Calls calls;

	private volatile @Nullable Following following;

	private volatile Instant lastContact = Instant.now();

	FaultyWatch(String operation, String path, WatchListener listener, BiFunction<String, WatchListener, Watch> opening,
			CallbackThreads callbacks, Calls calls, Consumer<FaultyWatch> onClose) {
		this.operation = operation;
		this.opening = opening;
		this.calls = calls;
		this.delivery = new WatchDelivery(path, listener, callbacks, this::lastContact, (closed) -> {
			onClose.accept(this);
			stop();
		});
	}

	WatchDelivery delivery() {
		return this.delivery;
	}

	private Instant lastContact() {
		Following current = this.following;
		return (current != null) ? current.watch().lastContact() : this.lastContact;
	}

	/**
	 * Begins to follow the store, or is interrupted from the beginning.
	 */
	synchronized void begin() {
		if (this.calls.hasWatches()) {
			start();
		}
		else if (this.following == null) {
			this.delivery.interrupted(cause());
		}
	}

	/**
	 * Begins or ceases to follow the store, as the connection is.
	 */
	synchronized void followConnection() {
		if (this.calls.hasWatches()) {
			start();
		}
		else {
			interrupt();
		}
	}

	synchronized void interrupt() {
		if (this.following != null) {
			stop();
			this.delivery.interrupted(cause());
		}
	}

	private void start() {
		if (this.following == null && this.delivery.isActive()) {
			FollowedState state = new FollowedState(this.delivery);
			this.following = new Following(state, this.opening.apply(this.delivery.path(), state));
			if (!this.delivery.isActive()) {
				stop();
			}
		}
	}

	private synchronized void stop() {
		Following ending = this.following;
		if (ending != null) {
			ending.state().end();
			this.lastContact = Instant.now();
			this.following = null;
			ending.watch().close();
		}
	}

	private StoreUnavailableException cause() {
		return this.calls.interruption(this.operation, this.delivery.path());
	}

	/**
	 * A watch of the store.
	 *
	 * @param state its listener
	 * @param watch the watch
	 */
	private record Following(FollowedState state, Watch watch) {

	}

}
