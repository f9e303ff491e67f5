package dev.kvstore.lock;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * A method cannot run under the lock that its annotation asks for.
 */
public final class InvalidDistributedLockException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final Class<?> type;

	private final transient Method method;

	private final String reason;

	private final String action;

	/**
	 * Creates an exception.
	 * @param type the class of the bean
	 * @param method the method
	 * @param reason what is wrong, to be read after the method's name
	 * @param action what to do about it
	 * @param cause the cause, if there is one
	 */
	public InvalidDistributedLockException(Class<?> type, Method method, String reason, String action,
			@Nullable Throwable cause) {
		super("@DistributedLock on " + ClassUtils.getQualifiedMethodName(method, type) + " " + reason, cause);
		this.type = type;
		this.method = method;
		this.reason = reason;
		this.action = action;
	}

	/**
	 * Returns the class of the bean.
	 * @return the class
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * Returns the method.
	 * @return the method
	 */
	public Method method() {
		return this.method;
	}

	/**
	 * Returns what is wrong.
	 * @return a phrase to be read after the method's name
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Returns what to do about it.
	 * @return a sentence
	 */
	public String action() {
		return this.action;
	}

}
