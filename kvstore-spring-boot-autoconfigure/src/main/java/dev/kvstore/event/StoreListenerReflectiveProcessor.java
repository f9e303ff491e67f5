package dev.kvstore.event;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.ReflectiveProcessor;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

import dev.kvstore.api.WatchEvent;

/**
 * Keeps listener methods callable, and their payloads convertible, in a native image.
 */
final class StoreListenerReflectiveProcessor implements ReflectiveProcessor {

	private final BindingReflectionHintsRegistrar payloads = new BindingReflectionHintsRegistrar();

	@Override
	public void registerReflectionHints(ReflectionHints hints, AnnotatedElement element) {
		if (element instanceof Method method) {
			hints.registerMethod(method, ExecutableMode.INVOKE);
			for (Type type : method.getGenericParameterTypes()) {
				if (isConverted(ResolvableType.forType(type).toClass())) {
					this.payloads.registerReflectionHints(hints, type);
				}
			}
		}
	}

	private static boolean isConverted(Class<?> type) {
		return !ClassUtils.isPrimitiveOrWrapper(type) && !type.isArray() && type != String.class
				&& !type.getPackageName().equals(WatchEvent.class.getPackageName());
	}

}
