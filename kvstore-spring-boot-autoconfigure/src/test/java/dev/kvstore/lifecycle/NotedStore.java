package dev.kvstore.lifecycle;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import dev.kvstore.api.Store;

/**
 * A store whose end is noted.
 */
final class NotedStore {

	private NotedStore() {
	}

	static Store of(Store store, Runnable onClose) {
		return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] { Store.class },
				(proxy, method, arguments) -> {
					try {
						return method.invoke(store, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
					finally {
						if (method.getName().equals("close")) {
							onClose.run();
						}
					}
				});
	}

}
