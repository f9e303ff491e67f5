package dev.kvstore.template;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.api.Watch;

/**
 * Reads and writes objects of any type in a store. Safe for use by any number of threads.
 * Where code has one type, {@link #of(Class)} gives a store of it, which also has the
 * compare-and-set methods; each method here does what the one there says.
 * <p>
 * Every method fails as the store does, before anything is sent with
 * {@link IllegalArgumentException}, and with
 * {@link dev.kvstore.api.ValueConversionException} on what does not convert. What a
 * converter of the application throws besides passes through.
 */
public final class StoreTemplate {

	private final Store store;

	private final ValueConverter converter;

	/**
	 * Creates a template.
	 * @param store the store, not closed with the template
	 * @param converter converts the objects
	 */
	public StoreTemplate(Store store, ValueConverter converter) {
		Assert.notNull(store, "'store' must not be null");
		Assert.notNull(converter, "'converter' must not be null");
		this.store = store;
		this.converter = converter;
	}

	/**
	 * Returns a store of one type.
	 * @param type the type of its objects
	 * @param <T> the type
	 * @return the store
	 */
	public <T> TypedStore<T> of(Class<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return typed(ClassUtils.resolvePrimitiveIfNecessary(type));
	}

	/**
	 * Returns a store of one generic type.
	 * @param type the type of its objects
	 * @param <T> the type
	 * @return the store
	 */
	public <T> TypedStore<T> of(ParameterizedTypeReference<T> type) {
		Assert.notNull(type, "'type' must not be null");
		return typed(type.getType());
	}

	private <T> TypedStore<T> typed(Type type) {
		return new TypedStore<>(this.store, new Conversion<>(this.converter, type));
	}

	/**
	 * Reads a key.
	 * @param key the key
	 * @param type the type of the object
	 * @param <T> the type
	 * @return the object, or empty if there is no such key
	 * @throws dev.kvstore.api.ValueConversionException if the value is none of that type
	 */
	public <T> Optional<T> get(String key, Class<T> type) {
		return of(type).get(key);
	}

	/**
	 * Reads a key as a generic type.
	 * @param key the key
	 * @param type the type of the object
	 * @param <T> the type
	 * @return the object, or empty if there is no such key
	 * @throws dev.kvstore.api.ValueConversionException if the value is none of that type
	 */
	public <T> Optional<T> get(String key, ParameterizedTypeReference<T> type) {
		return of(type).get(key);
	}

	/**
	 * Tells whether a key has a value, of whatever type.
	 * @param key the key
	 * @return {@code false} for an implicit parent of other keys
	 */
	public boolean exists(String key) {
		return this.store.exists(key);
	}

	/**
	 * Writes a key without a TTL, taking away the TTL that it may have had.
	 * @param key the key
	 * @param object the object
	 * @param <T> the type
	 * @return this very write
	 */
	public <T> Entry<T> put(String key, T object) {
		return put(key, object, PutOptions.none());
	}

	/**
	 * Writes a key that expires.
	 * @param key the key
	 * @param object the object
	 * @param ttl the time to live
	 * @param <T> the type
	 * @return this very write
	 */
	public <T> Entry<T> put(String key, T object, Duration ttl) {
		return put(key, object, PutOptions.ttl(ttl));
	}

	/**
	 * Writes a key.
	 * @param key the key
	 * @param object the object
	 * @param options the lifetime of the key
	 * @param <T> the type
	 * @return this very write
	 */
	public <T> Entry<T> put(String key, T object, PutOptions options) {
		return this.<T>typed(Object.class).put(key, object, options);
	}

	/**
	 * Deletes a key, but no key below it.
	 * @param key the key
	 * @return {@code false} if there was no such key
	 */
	public boolean delete(String key) {
		return this.store.delete(key);
	}

	/**
	 * Lists the keys strictly below a directory, sorted by key.
	 * @param directory the directory, empty for the root
	 * @param type the type of the objects
	 * @param <T> the type
	 * @return the entries
	 */
	public <T> List<Entry<T>> list(String directory, Class<T> type) {
		return of(type).list(directory);
	}

	/**
	 * Lists the keys strictly below a directory, sorted by key.
	 * @param directory the directory, empty for the root
	 * @param type the generic type of the objects
	 * @param <T> the type
	 * @return the entries
	 */
	public <T> List<Entry<T>> list(String directory, ParameterizedTypeReference<T> type) {
		return of(type).list(directory);
	}

	/**
	 * Changes a key by compare-and-set, see {@link TypedStore#update}. The key has no TTL
	 * afterwards, also if it had one.
	 * @param key the key
	 * @param type the type of the object
	 * @param operator gets the present object or {@code null}, gives the new one or
	 * {@code null} to delete the key
	 * @param <T> the type
	 * @return this very write, or empty if the key does not exist now
	 * @throws ConcurrentUpdateException if others were faster each time
	 */
	public <T> Optional<Entry<T>> update(String key, Class<T> type, UnaryOperator<@Nullable T> operator) {
		return of(type).update(key, PutOptions.none(), operator);
	}

	/**
	 * Changes a key by compare-and-set, see {@link TypedStore#update}.
	 * @param key the key
	 * @param type the type of the object
	 * @param options the lifetime of the key after this change
	 * @param operator gets the present object or {@code null}, gives the new one or
	 * {@code null} to delete the key
	 * @param <T> the type
	 * @return this very write, or empty if the key does not exist now
	 * @throws ConcurrentUpdateException if others were faster each time
	 */
	public <T> Optional<Entry<T>> update(String key, Class<T> type, PutOptions options,
			UnaryOperator<@Nullable T> operator) {
		return of(type).update(key, options, operator);
	}

	/**
	 * Reads a key or creates it, see {@link TypedStore#getOrCompute}: all callers get one
	 * object, and several instances may run their suppliers.
	 * @param key the key
	 * @param type the type of the object
	 * @param supplier gives the object if there is no such key
	 * @param <T> the type
	 * @return the object that the key has
	 */
	public <T> T getOrCompute(String key, Class<T> type, Supplier<? extends T> supplier) {
		return of(type).getOrCompute(key, PutOptions.none(), supplier);
	}

	/**
	 * Watches every key strictly below a directory, see {@link TypedStore#watch}.
	 * @param directory the directory, empty for the root
	 * @param type the type of the objects
	 * @param listener called for each event
	 * @param <T> the type
	 * @return the running watch
	 */
	public <T> Watch watch(String directory, Class<T> type, EntryListener<T> listener) {
		return of(type).watch(directory, listener);
	}

	/**
	 * Opens a view of a directory, kept current by a watch of its own until it is closed.
	 * @param directory the directory, empty for the root
	 * @param type the type of the objects
	 * @param <T> the type
	 * @return the view, not yet synced
	 */
	public <T> StoreView<T> view(String directory, Class<T> type) {
		return of(type).view(directory);
	}

}
