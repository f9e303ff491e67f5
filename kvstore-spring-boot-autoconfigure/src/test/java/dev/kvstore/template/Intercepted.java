package dev.kvstore.template;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * A real store of whose methods one comes by a test first.
 */
final class Intercepted {

	private Intercepted() {
	}

	static Store call(Store store, String name, Interceptor interceptor) {
		return proxy((method, arguments) -> {
			Supplier<Object> call = () -> invoke(store, method, arguments);
			return method.getName().equals(name) ? interceptor.intercept(call) : call.get();
		});
	}

	static Store events(Store store, Consumer<WatchEvent> beforeEach) {
		return proxy((method, arguments) -> {
			if (method.getName().equals("watchTree")) {
				WatchListener listener = (WatchListener) arguments[1];
				return store.watchTree((String) arguments[0], (event) -> {
					beforeEach.accept(event);
					listener.onEvent(event);
				});
			}
			return invoke(store, method, arguments);
		});
	}

	private static Store proxy(Handler handler) {
		return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] { Store.class },
				(proxy, method, arguments) -> handler.handle(method, arguments));
	}

	private static Object invoke(Store store, Method method, Object[] arguments) {
		try {
			return method.invoke(store, arguments);
		}
		catch (InvocationTargetException ex) {
			throw (RuntimeException) ex.getTargetException();
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	interface Interceptor {

		@Nullable Object intercept(Supplier<Object> call);

	}

	private interface Handler {

		@Nullable Object handle(Method method, Object[] arguments);

	}

}
