package dev.kvstore.template;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

/**
 * A store whose values are objects of one type. Safe for use by any number of threads.
 * <p>
 * Keys, versions, expiry and failures are the {@link Store}'s. In particular a write is
 * sent once, and one whose outcome is not known is not tried again. Objects that do not
 * convert end in a {@link dev.kvstore.api.ValueConversionException}, and nothing is
 * written.
 *
 * @param <T> the type of the objects
 */
public final class TypedStore<T> {

	private final Store store;

	private final Conversion<T> conversion;

	TypedStore(Store store, Conversion<T> conversion) {
		this.store = store;
		this.conversion = conversion;
	}

	/**
	 * Reads a key.
	 * @param key the key
	 * @return the object, or empty if there is no such key
	 */
	public Optional<T> get(String key) {
		return this.store.get(key).map(this.conversion::read);
	}

	/**
	 * Reads a key with its version, which {@link #replace} and {@link #delete} compare.
	 * @param key the key
	 * @return the entry, or empty if there is no such key
	 */
	public Optional<Entry<T>> entry(String key) {
		return this.store.get(key).map(this.conversion::entry);
	}

	/**
	 * Lists the keys strictly below a directory, recursively, sorted by key. Fails if one
	 * of the values does not convert.
	 * @param directory the directory, empty for the root
	 * @return the entries
	 */
	public List<Entry<T>> list(String directory) {
		return this.store.list(directory).stream().map(this.conversion::entry).toList();
	}

	/**
	 * Writes a key, whatever it is.
	 * @param key the key
	 * @param object the object
	 * @param options the lifetime of the key
	 * @return this very write
	 */
	public Entry<T> put(String key, T object, PutOptions options) {
		return written(object, this.store.put(key, this.conversion.write(key, object), options));
	}

	/**
	 * Writes a key that does not exist.
	 * @param key the key
	 * @param object the object
	 * @param options the lifetime of the key
	 * @return this very write, or empty if the key exists
	 */
	public Optional<Entry<T>> putIfAbsent(String key, T object, PutOptions options) {
		return put(key, object, null, options);
	}

	/**
	 * Writes a key that has not changed (compare-and-set).
	 * @param previous what the key is expected to be, of which key and version count
	 * @param object the object
	 * @param options the lifetime of the key; the TTL that it had is not kept
	 * @return this very write, or empty if the key was modified or is gone
	 */
	public Optional<Entry<T>> replace(Entry<?> previous, T object, PutOptions options) {
		Assert.notNull(previous, "'previous' must not be null");
		return put(previous.key(), object, previous.reference(), options);
	}

	/**
	 * Deletes a key that has not changed.
	 * @param previous what the key is expected to be, of which key and version count
	 * @return {@code false} if the key was modified or is gone
	 */
	public boolean delete(Entry<?> previous) {
		Assert.notNull(previous, "'previous' must not be null");
		return this.store.atomicDelete(previous.key(), previous.reference());
	}

	/**
	 * Changes a key by compare-and-set, as {@link java.util.Map#compute} does: the
	 * operator gets the present object, or {@code null} if there is no such key, and
	 * gives the new one, or {@code null} to delete the key. No change of others is lost.
	 * <p>
	 * If others change the key in between, the operator is called again with what they
	 * wrote, up to 50 times with growing pauses, some 6 s in all. What the operator
	 * throws passes through and nothing is written. A write whose outcome is not known is
	 * not repeated.
	 * @param key the key
	 * @param options the lifetime of the key after this change; the TTL that it had is
	 * not kept
	 * @param operator gives the new object; called any number of times
	 * @return this very write, or empty if the key does not exist now
	 * @throws ConcurrentUpdateException if others were faster each time, or if
	 * interrupted between two attempts; nothing was written
	 */
	public Optional<Entry<T>> update(String key, PutOptions options, UnaryOperator<@Nullable T> operator) {
		Assert.notNull(options, "'options' must not be null");
		Assert.notNull(operator, "'operator' must not be null");
		for (Attempts attempts = new Attempts(key);; attempts.lost()) {
			@Nullable KeyValue present = this.store.get(key).orElse(null);
			@Nullable T next = operator.apply((present != null) ? this.conversion.read(present) : null);
			if (next != null) {
				Optional<Entry<T>> put = put(key, next, present, options);
				if (put.isPresent()) {
					return put;
				}
			}
			else if (present == null || this.store.atomicDelete(key, present)) {
				return Optional.empty();
			}
		}
	}

	/**
	 * Reads a key, or creates it if it does not exist. If several do that at once, one
	 * creates it and all get its object, but each may run its supplier: that is called at
	 * most once by this call and by as many instances as find no key.
	 * @param key the key
	 * @param options the lifetime of the key if it is created
	 * @param supplier gives the object if there is no such key; what it throws passes
	 * through
	 * @return the object that the key has
	 * @throws ConcurrentUpdateException if the key came and went all the time, or if
	 * interrupted meanwhile; nothing was written
	 */
	public T getOrCompute(String key, PutOptions options, Supplier<? extends T> supplier) {
		Assert.notNull(options, "'options' must not be null");
		Assert.notNull(supplier, "'supplier' must not be null");
		Optional<T> present = get(key);
		if (present.isPresent()) {
			return present.get();
		}
		T computed = supplier.get();
		byte[] value = this.conversion.write(key, computed);
		for (Attempts attempts = new Attempts(key);; attempts.lost()) {
			if (this.store.atomicPut(key, value, null, options).isPresent()) {
				return computed;
			}
			Optional<T> winner = get(key);
			if (winner.isPresent()) {
				return winner.get();
			}
		}
	}

	/**
	 * Watches every key strictly below a directory, with the guarantees of
	 * {@link Store#watchTree}. A value that does not convert is an
	 * {@link EntryEvent.Unreadable}, is logged with its key, and does not stop the watch.
	 * @param directory the directory, empty for the root
	 * @param listener called for each event
	 * @return the running watch
	 */
	public Watch watch(String directory, EntryListener<T> listener) {
		Assert.notNull(listener, "'listener' must not be null");
		return this.store.watchTree(directory, new ConvertingListener<>(this.conversion, listener));
	}

	/**
	 * Opens a view of a directory, kept current by a watch of its own until it is closed.
	 * @param directory the directory, empty for the root
	 * @return the view, not yet synced
	 */
	public StoreView<T> view(String directory) {
		return StoreView.open(this.store, directory, this.conversion::read);
	}

	private Optional<Entry<T>> put(String key, T object, @Nullable KeyValue previous, PutOptions options) {
		byte[] value = this.conversion.write(key, object);
		return this.store.atomicPut(key, value, previous, options).map((put) -> written(object, put));
	}

	private static <T> Entry<T> written(T object, KeyValue put) {
		return new Entry<>(put.key(), object, put.version());
	}

}
