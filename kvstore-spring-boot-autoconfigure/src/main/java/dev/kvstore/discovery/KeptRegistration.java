package dev.kvstore.discovery;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

/**
 * Keeps one registration in the store: writes it, watches over it and writes it again if
 * it is gone. Another process that registers under the same id is left alone until it is
 * gone. Everything happens on the thread of the registry.
 */
final class KeptRegistration {

	private static final Log logger = LogFactory.getLog(KeptRegistration.class);

	private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

	private final Store store;

	private final String key;

	private final PutOptions options;

	private final String process;

	private final ScheduledExecutorService thread;

	private BackOffExecution pauses = pauses();

	private @Nullable Future<?> next;

	private @Nullable Term term;

	private boolean failing;

	KeptRegistration(Store store, String key, PutOptions options, String process, ScheduledExecutorService thread) {
		this.store = store;
		this.key = key;
		this.options = options;
		this.process = process;
		this.thread = thread;
	}

	private static BackOffExecution pauses() {
		ExponentialBackOff backOff = new ExponentialBackOff(SHORTEST_PAUSE.toMillis(), 2);
		backOff.setJitter(SHORTEST_PAUSE.toMillis() / 2);
		backOff.setMaxInterval(LONGEST_PAUSE.toMillis());
		return backOff.start();
	}

	/**
	 * Writes a registration and watches over it from then on. What fails is tried again
	 * until it succeeds.
	 * @param registration what to write
	 */
	void write(StoreRegistration registration) {
		trying("Registration", () -> write(registration), () -> {
			endTerm();
			byte[] value = registration.entry(this.process).bytes();
			Term begun = new Term(registration, this.store.put(this.key, value, this.options));
			this.term = begun;
			// a new watch, as it tells that a key is gone only after it has told the key
			begun.watch = this.store.watch(this.key, (event) -> this.thread.execute(() -> follow(begun, event)));
		});
	}

	/**
	 * Takes the registration away, unless another process has registered under its id
	 * meanwhile. What fails is tried again until it succeeds.
	 */
	void withdraw() {
		trying("Deregistration", this::withdraw, () -> {
			KeyValue written = endTerm();
			boolean settled = written != null && this.store.atomicDelete(this.key, written);
			while (!settled) {
				// also a write whose outcome is not known may be there
				Optional<KeyValue> own = own();
				settled = own.isEmpty() || this.store.atomicDelete(this.key, own.get());
			}
		});
	}

	private Optional<KeyValue> own() {
		return this.store.get(this.key).filter((present) -> owner(present) == Owner.SELF);
	}

	private void trying(String what, Runnable again, Runnable attempt) {
		cancelNext();
		try {
			attempt.run();
			this.pauses = pauses();
			logger.debug(what + " of '" + this.key + "' is done");
			if (this.failing) {
				logger.info(what + " of '" + this.key + "' has succeeded after all");
			}
			this.failing = false;
		}
		catch (StoreClosedException ex) {
			logger.debug(what + " of '" + this.key + "' ends with the store");
		}
		catch (RuntimeException ex) {
			if (!this.failing) {
				logger.warn(what + " of '" + this.key + "' failed and is tried again: " + ex.getMessage());
			}
			this.failing = true;
			later(again);
			throw ex;
		}
	}

	private void later(Runnable task) {
		cancelNext();
		this.next = this.thread.schedule(() -> quietly(task), this.pauses.nextBackOff(), TimeUnit.MILLISECONDS);
	}

	private static void quietly(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			logger.debug("What failed is tried again", ex);
		}
	}

	private void cancelNext() {
		if (this.next != null) {
			this.next.cancel(false);
			this.next = null;
		}
	}

	private void follow(Term told, WatchEvent event) {
		if (told != this.term) {
			return;
		}
		if (event instanceof WatchEvent.Put put) {
			followPut(told, put.keyValue());
		}
		else if (event instanceof WatchEvent.Deleted || (event instanceof WatchEvent.Synced && !told.present)) {
			logger.info("'" + this.key + "' is gone from the store and is registered again");
			later(() -> write(told.registration));
		}
	}

	private void followPut(Term told, KeyValue present) {
		if (present.version() < told.written.version()) {
			return;
		}
		told.present = true;
		if (Arrays.equals(present.value(), told.written.value())) {
			return;
		}
		if (owner(present) == Owner.OTHER) {
			cancelNext();
			logger.warn("Another process has registered as '" + this.key
					+ "', which others find in place of this one; set another 'kvstore.discovery.instance-id'");
		}
		else {
			logger.warn("'" + this.key + "' was overwritten and is registered again");
			later(() -> write(told.registration));
		}
	}

	private Owner owner(KeyValue present) {
		try {
			InstanceEntry entry = InstanceEntry.of(present);
			return (entry.registration() == null) ? Owner.NOBODY : entry.isBy(this.process) ? Owner.SELF : Owner.OTHER;
		}
		catch (IllegalArgumentException ex) {
			return Owner.NOBODY;
		}
	}

	private @Nullable KeyValue endTerm() {
		Term ending = this.term;
		this.term = null;
		if (ending == null) {
			return null;
		}
		if (ending.watch != null) {
			ending.watch.close();
		}
		return ending.written;
	}

	private enum Owner {

		SELF, OTHER, NOBODY

	}

	/**
	 * From one write to the next.
	 */
	private static final class Term {

		private final StoreRegistration registration;

		private final KeyValue written;

		private @Nullable Watch watch;

		private boolean present;

		private Term(StoreRegistration registration, KeyValue written) {
			this.registration = registration;
			this.written = written;
		}

	}

}
