package dev.kvstore.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

import dev.kvstore.api.WatchEvent;

/**
 * A method with everything its annotation says, checked.
 *
 * @param pattern the keys that it is called for
 * @param initial whether it is called for the first state
 * @param concurrency how many threads may run it
 * @param method the method to call, of the bean or its proxy
 * @param bean gives the bean
 * @param arguments what its parameters get
 */
record ListenerMethod(KeyPattern pattern, boolean initial, int concurrency, Method method, Supplier<Object> bean,
		List<ListenerArgument> arguments) {

	ListenerMethod {
		ReflectionUtils.makeAccessible(method);
	}

	/**
	 * Calls the method, if it wants to know of the change.
	 * @param key the key, which matches the pattern
	 * @param change its change
	 * @throws Throwable if the method fails or the value does not convert
	 */
	void call(String key, WatchEvent change) throws Throwable {
		Map<String, String> variables = this.pattern.match(key);
		if (variables == null || !this.arguments.stream().allMatch((argument) -> argument.existsFor(change))) {
			return;
		}
		@Nullable Object[] values = this.arguments.stream().map((argument) -> argument.of(change, variables)).toArray();
		try {
			this.method.invoke(this.bean.get(), values);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

}
