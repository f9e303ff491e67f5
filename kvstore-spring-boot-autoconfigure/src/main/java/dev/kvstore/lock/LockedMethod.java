package dev.kvstore.lock;

import java.util.function.UnaryOperator;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;

import dev.kvstore.api.LockHandle;

/**
 * A method with everything its annotation says, checked.
 */
final class LockedMethod {

	private final AnnotatedMethod method;

	private final KeyTemplate key;

	private final LockOverrides options;

	private final ReturnKind returns;

	private LockedMethod(AnnotatedMethod method, KeyTemplate key, LockOverrides options, ReturnKind returns) {
		this.method = method;
		this.key = key;
		this.options = options;
		this.returns = returns;
	}

	/**
	 * Reads the annotation of a method.
	 * @param method the method
	 * @param placeholders resolves placeholders in texts
	 * @return the method
	 * @throws InvalidDistributedLockException if it cannot run under such a lock
	 */
	static LockedMethod of(AnnotatedMethod method, UnaryOperator<String> placeholders) {
		KeyTemplate key = KeyTemplate.of(method, key(method, placeholders));
		return new LockedMethod(method, key, LockOverrides.of(method, placeholders), ReturnKind.of(method));
	}

	private static String key(AnnotatedMethod method, UnaryOperator<String> placeholders) {
		String text = method.annotation().key();
		try {
			String key = placeholders.apply(text);
			if (key.isEmpty() && !text.isEmpty()) {
				throw new IllegalArgumentException("it is empty");
			}
			return key;
		}
		catch (IllegalArgumentException ex) {
			throw method.invalid("has a key '" + text + "' that cannot be resolved: " + ex.getMessage() + ".",
					"Set the property, or give the placeholder a default, as in '${name:default}'.", ex);
		}
	}

	String key(MethodInvocation invocation) {
		Object target = invocation.getThis();
		return this.key.resolve((target != null) ? target : this.method.type(), invocation.getArguments());
	}

	LockTaskOptions options(LockTaskOptions defaults) {
		return this.options.on(defaults);
	}

	boolean isSkippedWhenBusy() {
		return this.method.annotation().onBusy() == OnBusy.SKIP;
	}

	@Nullable ReactiveAdapter adapter() {
		return this.returns.adapter();
	}

	@Nullable Object empty() {
		return this.returns.empty();
	}

	@Nullable Object[] arguments(MethodInvocation invocation, LockHandle lock) {
		@Nullable Object[] arguments = invocation.getArguments().clone();
		Class<?>[] types = this.method.method().getParameterTypes();
		for (int index = 0; index < types.length; index++) {
			if (types[index] == LockHandle.class) {
				arguments[index] = lock;
			}
		}
		return arguments;
	}

}
