package dev.kvstore.lock;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * A method that has the annotation.
 *
 * @param type the class of the bean
 * @param method the method of that class, or of a superclass of it
 * @param annotation the annotation with what a meta-annotation sets of it
 */
record AnnotatedMethod(Class<?> type, Method method, DistributedLock annotation) {

	static @Nullable AnnotatedMethod find(Method method, Class<?> targetClass) {
		Class<?> type = ClassUtils.getUserClass(targetClass);
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		DistributedLock annotation = AnnotatedElementUtils.findMergedAnnotation(specific, DistributedLock.class);
		if (annotation == null && !specific.equals(method)) {
			annotation = AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
		}
		return (annotation != null) ? new AnnotatedMethod(type, specific, annotation) : null;
	}

	InvalidDistributedLockException invalid(String reason, String action, @Nullable Throwable cause) {
		return new InvalidDistributedLockException(this.type, this.method, reason, action, cause);
	}

}
