package dev.kvstore.event;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A method that has the annotation.
 *
 * @param type the class of the bean
 * @param method the method of that class, or of a superclass of it
 * @param annotation the annotation with what a meta-annotation sets of it
 */
record AnnotatedListener(Class<?> type, Method method, StoreListener annotation) {

	InvalidStoreListenerException invalid(String reason, String action) {
		return invalid(reason, action, null);
	}

	InvalidStoreListenerException invalid(String reason, String action, @Nullable Throwable cause) {
		return new InvalidStoreListenerException(this.type, this.method, reason, action, cause);
	}

}
