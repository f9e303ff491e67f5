package dev.kvstore.leader;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A method with {@link LeaderOnly} could not do what that promises.
 */
public final class LeaderOnlyMethodException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Method method;

	private final String action;

	LeaderOnlyMethodException(Class<?> type, Method method, String reason, String action, @Nullable Throwable cause) {
		super("@LeaderOnly on '" + type.getName() + "." + method.getName() + "' cannot work: " + reason, cause);
		this.method = method;
		this.action = action;
	}

	/**
	 * Returns the method.
	 * @return the method with the annotation
	 */
	public Method method() {
		return this.method;
	}

	/**
	 * Returns what to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
