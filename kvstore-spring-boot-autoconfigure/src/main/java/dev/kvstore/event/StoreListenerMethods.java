package dev.kvstore.event;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;

/**
 * Finds the methods with {@link StoreListener} of all beans, none of which is made for
 * it.
 */
final class StoreListenerMethods {

	private static final Log logger = LogFactory.getLog(StoreListenerMethods.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final UnaryOperator<String> placeholders;

	private final Store store;

	private final Supplier<@Nullable ValueConverter> converter;

	StoreListenerMethods(ConfigurableListableBeanFactory beanFactory, UnaryOperator<String> placeholders, Store store,
			Supplier<@Nullable ValueConverter> converter) {
		this.beanFactory = beanFactory;
		this.placeholders = placeholders;
		this.store = store;
		this.converter = converter;
	}

	/**
	 * Finds and checks them.
	 * @return the methods
	 * @throws InvalidStoreListenerException if one could not be called
	 */
	List<ListenerMethod> find() {
		List<ListenerMethod> found = new ArrayList<>();
		for (String name : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : targetClass(name);
			if (type != null && AnnotationUtils.isCandidateClass(type, StoreListener.class)) {
				methods(type).forEach((method, annotation) -> found
					.add(method(name, new AnnotatedListener(type, method, annotation))));
			}
		}
		return found;
	}

	private @Nullable Class<?> targetClass(String name) {
		Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
		if (type != null && ScopedObject.class.isAssignableFrom(type)) {
			return AutoProxyUtils.determineTargetClass(this.beanFactory, ScopedProxyUtils.getTargetBeanName(name));
		}
		return type;
	}

	private static Map<Method, StoreListener> methods(Class<?> type) {
		try {
			return MethodIntrospector.selectMethods(type,
					(MethodIntrospector.MetadataLookup<@Nullable StoreListener>) (method) -> AnnotatedElementUtils
						.findMergedAnnotation(method, StoreListener.class));
		}
		catch (IllegalStateException | LinkageError ex) {
			// a signature with a type that is missing, which the bean may never need
			logger.debug("No methods with @StoreListener are looked for in " + type.getName(), ex);
			return Map.of();
		}
	}

	private ListenerMethod method(String beanName, AnnotatedListener listener) {
		Method method = listener.method();
		if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
			throw listener.invalid("is private or static.", "Make it an instance method that is not private.");
		}
		if (method.getReturnType() != void.class) {
			throw listener.invalid("returns something, which nobody would get.", "Make it return void.");
		}
		if (listener.annotation().concurrency() < 1) {
			throw listener.invalid("has a concurrency below 1.", "Set it to the number of threads that may run it.");
		}
		KeyPattern pattern = pattern(listener);
		List<ListenerArgument> arguments = new ListenerArguments(listener, pattern.variables(), this.converter).find();
		return new ListenerMethod(pattern, listener.annotation().initial(), listener.annotation().concurrency(),
				invocable(beanName, listener), () -> this.beanFactory.getBean(beanName), arguments);
	}

	private KeyPattern pattern(AnnotatedListener listener) {
		String text = listener.annotation().pattern();
		try {
			KeyPattern pattern = KeyPattern.of(this.placeholders.apply(text));
			pattern.watched().requireValid(this.store);
			return pattern;
		}
		catch (IllegalArgumentException ex) {
			throw listener.invalid("has a pattern '" + text + "' that cannot be used: " + ex.getMessage() + ".",
					"Write it as 'config/{tenant}/flags/{flag}', with placeholders that can be resolved.", ex);
		}
		catch (NoClassDefFoundError ex) {
			throw listener.invalid(
					"has a pattern '" + text + "' with variables or wildcards, which needs spring-web to be matched.",
					"Add the dependency 'org.springframework:spring-web', or name one key.", ex);
		}
	}

	private Method invocable(String beanName, AnnotatedListener listener) {
		Class<?> type = this.beanFactory.getType(beanName, false);
		try {
			return AopUtils.selectInvocableMethod(listener.method(), (type != null) ? type : listener.type());
		}
		catch (IllegalStateException ex) {
			throw listener.invalid("is not to be had from the bean's proxy, which has the methods of interfaces only.",
					"Add the method to an interface, or have classes proxied with 'spring.aop.proxy-target-class=true'.",
					ex);
		}
	}

}
