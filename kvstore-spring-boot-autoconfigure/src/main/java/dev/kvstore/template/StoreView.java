package dev.kvstore.template;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.springframework.util.Assert;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

/**
 * A read-through view of a directory, kept current by a watch: for what is read far more
 * often than it is written. Safe for use by any number of threads.
 * <p>
 * <b>Until the watch has synced for the first time, reads go to the store</b>, with its
 * guarantees and its failures. <b>From then on they are answered from memory</b>, without
 * a lock and without asking anybody, also while the store cannot be reached: then from
 * what was there last, and {@link #isCurrent()} is {@code false} until the missed changes
 * have arrived. A change is seen here when the watch has delivered it, soon after the
 * write was acknowledged, also one by the reading process itself; so a read may be older
 * than one that went to the store before. For one key it never goes back after that.
 * <p>
 * Values are converted once for each change and shared by all readers, so they must not
 * be modified. A value that does not convert is logged with its key, and reads of that
 * key fail with {@link dev.kvstore.api.ValueConversionException} until it is changed. All
 * entries of the directory are held in memory, and nothing else.
 * <p>
 * After {@link #close()} reads throw {@link IllegalStateException}. If the store is
 * closed first, what was there last stays readable and is not current.
 *
 * @param <T> the type of the objects
 */
public final class StoreView<T> implements AutoCloseable {

	private final Store store;

	private final String prefix;

	private final Function<KeyValue, T> conversion;

	private final HeldEntries<T> entries;

	private final Watch watch;

	private StoreView(Store store, String directory, Function<KeyValue, T> conversion, HeldEntries<T> entries,
			Watch watch) {
		this.store = store;
		this.prefix = directory.isEmpty() ? "" : directory + "/";
		this.conversion = conversion;
		this.entries = entries;
		this.watch = watch;
	}

	/**
	 * Opens a view of a directory's values as they are. {@link StoreTemplate#view} opens
	 * one of objects.
	 * @param store the store, not closed with the view
	 * @param directory the directory, empty for the root
	 * @return the view, not yet synced
	 */
	public static StoreView<KeyValue> open(Store store, String directory) {
		Assert.notNull(store, "'store' must not be null");
		return open(store, directory, Function.identity());
	}

	static <T> StoreView<T> open(Store store, String directory, Function<KeyValue, T> conversion) {
		HeldEntries<T> entries = new HeldEntries<>(conversion, new ConcurrentHashMap<>());
		Watch watch = store.watchTree(directory, entries);
		return new StoreView<>(store, Conversion.canonical(directory), conversion, entries, watch);
	}

	/**
	 * Reads a key.
	 * @param key the key, as the store has it
	 * @return the object, or empty if there is no such key
	 * @throws IllegalArgumentException if the key is not below the directory
	 */
	public Optional<T> get(String key) {
		Assert.notNull(key, "'key' must not be null");
		HeldEntry<T> held = this.entries.find(key);
		return (held != null) ? held.value() : sought(key).flatMap(HeldEntry::value);
	}

	/**
	 * Reads a key with its version.
	 * @param key the key, as the store has it
	 * @return the entry, or empty if there is no such key
	 * @throws IllegalArgumentException if the key is not below the directory
	 */
	public Optional<Entry<T>> entry(String key) {
		Assert.notNull(key, "'key' must not be null");
		HeldEntry<T> held = this.entries.find(key);
		return (held != null) ? held.entry() : sought(key).flatMap(HeldEntry::entry);
	}

	private Optional<HeldEntry<T>> sought(String key) {
		String canonical = Conversion.canonical(key);
		if (!canonical.startsWith(this.prefix) || canonical.length() == this.prefix.length()) {
			throw new IllegalArgumentException("'key' must be below '" + this.prefix + "' but is '" + key + "'");
		}
		if (this.entries.isLoaded()) {
			return Optional.ofNullable(this.entries.last(canonical));
		}
		requireOpen();
		return this.store.get(key).map((keyValue) -> HeldEntry.unconverted(keyValue, this.conversion));
	}

	/**
	 * Reads all keys. Sorted only if something was changed since the last call. Fails if
	 * one of the values does not convert.
	 * @return the entries sorted by key, consistent key by key
	 */
	public List<Entry<T>> entries() {
		requireOpen();
		return this.entries.isLoaded() ? this.entries.sorted()
				: this.store.list(this.prefix)
					.stream()
					.map((keyValue) -> new Entry<>(keyValue.key(), this.conversion.apply(keyValue), keyValue.version()))
					.toList();
	}

	/**
	 * Tells whether the view follows the store. If so, it is no older than {@link #age()}
	 * and the time that events are under way.
	 * @return {@code false} before the watch has synced and while it is interrupted
	 */
	public boolean isCurrent() {
		return this.entries.isSynced() && this.watch.isSynced();
	}

	/**
	 * Waits until the watch has synced, if it has not or is interrupted.
	 * @param maxWait how long
	 * @return {@code false} if it did not in time, or the view or the store was closed;
	 * only the view's end also ends a wait
	 * @throws InterruptedException if interrupted
	 */
	public boolean awaitSynced(Duration maxWait) throws InterruptedException {
		Assert.notNull(maxWait, "'maxWait' must not be null");
		return this.watch.isActive() && this.entries.awaitSynced(maxWait) && this.watch.isActive();
	}

	/**
	 * Returns how long ago the backend was last heard of, by the wall clock: how stale
	 * what is read here can be.
	 * @return the time, not negative
	 */
	public Duration age() {
		Duration age = Duration.between(this.watch.lastContact(), Instant.now());
		return age.isNegative() ? Duration.ZERO : age;
	}

	private void requireOpen() {
		if (this.entries.isClosed()) {
			throw new IllegalStateException("The view of '" + this.prefix + "' is closed");
		}
	}

	/**
	 * Ends the watch. Closing twice does nothing.
	 */
	@Override
	public void close() {
		this.watch.close();
		this.entries.close();
	}

	/**
	 * Shows the directory, never a value.
	 */
	@Override
	public String toString() {
		return "StoreView[" + this.prefix + "]";
	}

}
