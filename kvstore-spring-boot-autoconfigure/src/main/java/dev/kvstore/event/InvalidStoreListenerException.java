package dev.kvstore.event;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * A method cannot be called as its {@link StoreListener} asks for.
 */
public final class InvalidStoreListenerException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final transient Method method;

	private final String action;

	InvalidStoreListenerException(Class<?> type, Method method, String reason, String action,
			@Nullable Throwable cause) {
		super("@StoreListener on " + ClassUtils.getQualifiedMethodName(method, type) + " " + reason, cause);
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
