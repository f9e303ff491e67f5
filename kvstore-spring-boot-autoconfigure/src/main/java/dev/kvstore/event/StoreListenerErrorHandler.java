package dev.kvstore.event;

import java.lang.reflect.Method;

import dev.kvstore.api.WatchEvent;

/**
 * Told of failures of methods with {@link StoreListener}. A bean of this type takes the
 * place of logging them as warnings with method and key.
 */
@FunctionalInterface
public interface StoreListenerErrorHandler {

	/**
	 * Handles a failure, on the thread of the call and before the next one. What it
	 * throws is logged.
	 * @param method the method
	 * @param key the key in canonical form
	 * @param change the change, a put or a deletion, that it was called for
	 * @param failure what it threw, or why the value does not convert
	 */
	void handle(Method method, String key, WatchEvent change, Throwable failure);

}
