package dev.kvstore.lock;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodClassKey;

/**
 * The methods with the annotation, each of which is read once.
 */
final class LockedMethods {

	private final Map<MethodClassKey, LockedMethod> methods = new ConcurrentHashMap<>();

	private final ConfigurableBeanFactory beanFactory;

	LockedMethods(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	LockedMethod get(Method method, Class<?> targetClass) {
		return this.methods.computeIfAbsent(new MethodClassKey(method, targetClass), (key) -> {
			AnnotatedMethod annotated = AnnotatedMethod.find(method, targetClass);
			if (annotated == null) {
				throw new IllegalStateException(method + " has no @DistributedLock");
			}
			return read(annotated);
		});
	}

	LockedMethod read(AnnotatedMethod method) {
		return LockedMethod.of(method, this::resolve);
	}

	private String resolve(String text) {
		String resolved = this.beanFactory.resolveEmbeddedValue(text);
		return (resolved != null) ? resolved : "";
	}

}
