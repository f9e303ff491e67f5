package dev.kvstore.shedlock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.support.LockException;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * The records of locks in a store, changed by compare-and-set only. Answers are empty, or
 * {@code false}, if somebody else holds the lock or it has ended.
 */
final class LockRecords {

	private static final Duration SHORTEST_TTL = Duration.ofMillis(1);

	private final Store store;

	LockRecords(Store store) {
		this.store = store;
	}

	Optional<KeyValue> take(String key, Instant until) {
		return translated(() -> {
			Optional<KeyValue> present = get(key);
			if (present.isPresent() && !LockRecord.of(present.get()).isOver()) {
				return Optional.empty();
			}
			LockRecord record = LockRecord.until(until);
			Optional<KeyValue> taken = replace(key, present.orElse(null), record);
			// that a lock which was over is removed by its TTL keeps nobody from taking
			// it
			boolean swept = taken.isEmpty() && present.isPresent() && get(key).isEmpty();
			return swept ? replace(key, null, record) : taken;
		});
	}

	Optional<KeyValue> extend(KeyValue own, Instant until) {
		LockRecord record = LockRecord.of(own);
		return record.isOver() ? Optional.empty()
				: translated(() -> replace(own.key(), own, record.withLockUntil(until)));
	}

	boolean release(KeyValue own, Instant until) {
		LockRecord record = LockRecord.of(own);
		boolean over = record.isOver();
		boolean released = translated(() -> until.isAfter(ClockProvider.now())
				? replace(own.key(), own, record.withLockUntil(until)).isPresent() : remove(own));
		return released && !over;
	}

	private Optional<KeyValue> replace(String key, @Nullable KeyValue previous, LockRecord record) {
		return sure(() -> put(key, previous, record), () -> {
			Optional<KeyValue> put = put(key, previous, record);
			return put.isPresent() ? put : get(key).filter((found) -> LockRecord.of(found).is(record));
		});
	}

	private boolean remove(KeyValue own) {
		return sure(() -> delete(own), () -> {
			delete(own);
			return true;
		});
	}

	private static <T> T sure(Supplier<T> write, Supplier<T> again) {
		try {
			return write.get();
		}
		catch (StoreUnavailableException ex) {
			if (!ex.outcomeUnknown()) {
				throw ex;
			}
			// a comparison that is made twice is won only once
			return again.get();
		}
	}

	private Optional<KeyValue> get(String key) {
		return uninterrupted(() -> this.store.get(key));
	}

	private Optional<KeyValue> put(String key, @Nullable KeyValue previous, LockRecord record) {
		Duration left = Duration.between(ClockProvider.now(), record.lockUntil());
		PutOptions options = PutOptions.ttl((left.compareTo(SHORTEST_TTL) > 0) ? left : SHORTEST_TTL);
		return uninterrupted(() -> this.store.atomicPut(key, record.bytes(), previous, options));
	}

	private boolean delete(KeyValue own) {
		return uninterrupted(() -> this.store.atomicDelete(own.key(), own));
	}

	private static <T> T uninterrupted(Supplier<T> call) {
		boolean interrupted = Thread.interrupted();
		try {
			return call.get();
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static <T> T translated(Supplier<T> calls) {
		try {
			return calls.get();
		}
		catch (StoreException ex) {
			throw new LockException(ex);
		}
	}

}
