package dev.kvstore.leader;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the methods with {@link LeaderOnly} of all beans, stands for their roles, and
 * fails the start if one of them could not work.
 */
public final class LeaderOnlyMethods implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LeaderOnlyMethods.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final LeaderElector elector;

	private final UnaryOperator<String> placeholders;

	/**
	 * Creates a finder.
	 * @param beanFactory has the beans
	 * @param elector stands for the roles
	 * @param placeholders resolves placeholders in roles
	 */
	public LeaderOnlyMethods(ConfigurableListableBeanFactory beanFactory, LeaderElector elector,
			UnaryOperator<String> placeholders) {
		this.beanFactory = beanFactory;
		this.elector = elector;
		this.placeholders = placeholders;
	}

	/**
	 * Looks at the beans, none of which is made for it.
	 * @throws LeaderOnlyMethodException if a method could not work
	 */
	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beanFactory.getBeanNamesForType(Object.class, true, false)) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
			if (type != null && AnnotationUtils.isCandidateClass(type, LeaderOnly.class)) {
				methods(type).forEach((method, annotation) -> inspect(name, type, method, annotation));
			}
		}
	}

	private static Map<Method, LeaderOnly> methods(Class<?> type) {
		try {
			return MethodIntrospector.selectMethods(type,
					(MethodIntrospector.MetadataLookup<@Nullable LeaderOnly>) (method) -> AnnotatedElementUtils
						.findMergedAnnotation(method, LeaderOnly.class));
		}
		catch (IllegalStateException | LinkageError | TypeNotPresentException ex) {
			// a signature with a type that is missing, which the bean may never need
			logger.debug("No methods with @LeaderOnly are looked for in " + type.getName(), ex);
			return Map.of();
		}
	}

	private void inspect(String beanName, Class<?> type, Method method, LeaderOnly annotation) {
		if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
				|| Modifier.isFinal(method.getModifiers())) {
			throw new LeaderOnlyMethodException(type, method, "the method is private, static or final",
					"Make it an instance method that a subclass could override.", null);
		}
		if (!EmptyResult.existsFor(method.getReturnType())) {
			throw new LeaderOnlyMethodException(type, method,
					"there is no empty value of " + method.getReturnType().getName() + " to return elsewhere",
					"Return void, an object, an Optional, a CompletableFuture or a publisher that may be empty.", null);
		}
		requireAdvised(this.beanFactory.getSingleton(beanName), type, method);
		join(type, method, annotation);
	}

	private void requireAdvised(@Nullable Object bean, Class<?> type, Method method) {
		if (bean == null || bean instanceof FactoryBean || bean instanceof ScopedObject) {
			return;
		}
		if (!(bean instanceof Advised advised)
				|| Arrays.stream(advised.getAdvisors()).noneMatch(LeaderOnlyAdvisor.class::isInstance)) {
			throw new LeaderOnlyMethodException(type, method, "the bean has no proxy, or one made without it",
					"Keep the bean from being made while bean post-processors and advisors are, and see that it is "
							+ "not final.",
					null);
		}
		try {
			AopUtils.selectInvocableMethod(method, bean.getClass());
		}
		catch (IllegalStateException ex) {
			throw new LeaderOnlyMethodException(type, method, "the bean's proxy has only the methods of its interfaces",
					"Add the method to an interface, or have classes proxied with 'spring.aop.proxy-target-class=true'.",
					ex);
		}
	}

	private void join(Class<?> type, Method method, LeaderOnly annotation) {
		try {
			this.elector.join(this.placeholders.apply(annotation.value()));
		}
		catch (IllegalArgumentException ex) {
			throw new LeaderOnlyMethodException(type, method,
					"its role '" + annotation.value() + "' cannot be used: " + ex.getMessage(),
					"Name a role, with placeholders that can be resolved.", ex);
		}
	}

}
