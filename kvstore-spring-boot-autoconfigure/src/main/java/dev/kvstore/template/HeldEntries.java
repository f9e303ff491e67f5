package dev.kvstore.template;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * The entries that the watch of a view has told of. Changed by one thread at a time, read
 * by any without a lock.
 *
 * @param <T> the type of the objects
 */
final class HeldEntries<T> implements WatchListener {

	private static final Log logger = LogFactory.getLog(HeldEntries.class);

	private final Function<KeyValue, T> conversion;

	private final ConcurrentMap<String, HeldEntry<T>> entries;

	private final AtomicLong changes = new AtomicLong();

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition turned = this.lock.newCondition();

	private volatile Snapshot<T> snapshot = new Snapshot<>(-1, List.of());

	private volatile boolean loaded;

	private volatile boolean synced;

	private volatile boolean closed;

	HeldEntries(Function<KeyValue, T> conversion, ConcurrentMap<String, HeldEntry<T>> entries) {
		this.conversion = conversion;
		this.entries = entries;
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			HeldEntry<T> held = held(put.keyValue());
			change(() -> this.entries.put(put.keyValue().key(), held));
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			change(() -> this.entries.remove(deleted.key()));
		}
		else {
			turn(event instanceof WatchEvent.Synced);
		}
	}

	// odd while a change is made, so that a snapshot never lacks what a read has seen
	private void change(Runnable change) {
		this.changes.incrementAndGet();
		change.run();
		this.changes.incrementAndGet();
	}

	private HeldEntry<T> held(KeyValue keyValue) {
		try {
			return HeldEntry.of(keyValue, this.conversion.apply(keyValue));
		}
		catch (Throwable ex) {
			String reason = (ex instanceof ValueConversionException) ? ex.getMessage()
					: "Its conversion failed with a " + ex.getClass().getName();
			logger.warn("Reads of '" + keyValue.key() + "' in a view fail until it is changed. " + reason);
			return HeldEntry.unconverted(keyValue, this.conversion);
		}
	}

	private void turn(boolean toSynced) {
		this.lock.lock();
		try {
			this.synced = toSynced && !this.closed;
			this.loaded = this.loaded || this.synced;
			this.turned.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	boolean isLoaded() {
		return this.loaded;
	}

	boolean isSynced() {
		return this.synced;
	}

	boolean isClosed() {
		return this.closed;
	}

	@Nullable HeldEntry<T> find(String key) {
		return this.loaded ? this.entries.get(key) : null;
	}

	@Nullable HeldEntry<T> last(String key) {
		return this.entries.get(key);
	}

	List<Entry<T>> sorted() {
		long at = this.changes.get();
		Snapshot<T> last = this.snapshot;
		if (last.at() != at) {
			last = new Snapshot<>(at, sort());
			if (at % 2 == 0) {
				this.snapshot = last;
			}
		}
		return last.entries();
	}

	private List<Entry<T>> sort() {
		return this.entries.values()
			.stream()
			.map(HeldEntry::entry)
			.flatMap(Optional::stream)
			.sorted(Comparator.comparing(Entry::key))
			.toList();
	}

	boolean awaitSynced(Duration maxWait) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long remaining = TimeUnit.NANOSECONDS.convert(maxWait);
			while (!this.synced && !this.closed && remaining > 0) {
				remaining = this.turned.awaitNanos(remaining);
			}
			return this.synced;
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.loaded = false;
			this.synced = false;
			this.turned.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private record Snapshot<T>(long at, List<Entry<T>> entries) {

	}

}
