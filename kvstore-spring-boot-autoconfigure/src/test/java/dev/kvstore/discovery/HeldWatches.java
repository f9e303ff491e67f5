package dev.kvstore.discovery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

import dev.kvstore.api.Store;
import dev.kvstore.api.WatchListener;

/**
 * Stores that are real but for the events of their trees' watches, which wait for their
 * release.
 */
final class HeldWatches {

	private final CountDownLatch released = new CountDownLatch(1);

	Store decorate(Store store) {
		return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] { Store.class },
				(proxy, method, arguments) -> {
					if (method.getName().equals("watchTree")) {
						return store.watchTree((String) arguments[0], held((WatchListener) arguments[1]));
					}
					try {
						return method.invoke(store, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	private WatchListener held(WatchListener listener) {
		return (event) -> {
			try {
				this.released.await();
				listener.onEvent(event);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		};
	}

	void release() {
		this.released.countDown();
	}

}
