package dev.kvstore.lock;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds methods with {@link DistributedLock} that would not run under a lock, or not
 * under the one that was meant, before the application serves anybody. Their beans are
 * destroyed before the {@link LockTemplate} and the store.
 */
public final class LockedBeansCheck implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(LockedBeansCheck.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final DistributedLockAdvisor advisor;

	/**
	 * Creates a check.
	 * @param beanFactory has the beans
	 * @param advisor runs their methods
	 */
	public LockedBeansCheck(ConfigurableListableBeanFactory beanFactory, DistributedLockAdvisor advisor) {
		this.beanFactory = beanFactory;
		this.advisor = advisor;
	}

	/**
	 * Checks every bean, also those that are not made yet, and warns of annotated methods
	 * that their own class calls on {@code this}.
	 * @throws InvalidDistributedLockException if a method is not fit for its annotation
	 */
	@Override
	public void afterSingletonsInstantiated() {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, name);
			if (type != null && AnnotationUtils.isCandidateClass(type, DistributedLock.class)
					&& !type.getName().startsWith("org.springframework.")) {
				check(name, ClassUtils.getUserClass(type));
			}
		}
	}

	private void check(String name, Class<?> type) {
		Map<Method, AnnotatedMethod> methods = annotatedMethods(name, type);
		for (AnnotatedMethod method : methods.values()) {
			InvalidDistributedLockException invalid = this.advisor.proxies().reasonAgainst(method);
			if (invalid != null) {
				throw invalid;
			}
			this.advisor.methods().read(method);
			requireAdvisor(name, method);
		}
		if (!methods.isEmpty()) {
			// so that it can still be called while the bean is destroyed
			for (String template : this.beanFactory.getBeanNamesForType(LockTemplate.class, true, false)) {
				this.beanFactory.registerDependentBean(template, name);
			}
			new SelfInvocations(type, methods.keySet()).forEach((caller, callee) -> logger
				.warn(("%s.%s calls %s of its own instance, which has @DistributedLock: such a call does not run under "
						+ "the lock. Call it through the bean, or use a LockTemplate.")
					.formatted(type.getName(), caller, callee)));
		}
	}

	private static Map<Method, AnnotatedMethod> annotatedMethods(String name, Class<?> type) {
		try {
			return MethodIntrospector.selectMethods(type,
					(MethodIntrospector.MetadataLookup<@Nullable AnnotatedMethod>) (method) -> AnnotatedMethod
						.find(method, type));
		}
		catch (IllegalStateException | LinkageError | TypeNotPresentException ex) {
			// a signature with a type that is missing, which the bean may never need
			logger.debug("The methods of bean '" + name + "' cannot be examined", ex);
			return Map.of();
		}
	}

	private void requireAdvisor(String name, AnnotatedMethod method) {
		Object bean = this.beanFactory.containsSingleton(name) ? this.beanFactory.getSingleton(name) : null;
		if (bean != null && !(bean instanceof FactoryBean) && !(bean instanceof ScopedObject) && !isAdvised(bean)) {
			throw method.invalid(
					"is in the bean '" + name + "', which has no proxy with the lock: it was made too early.",
					"Do not let a BeanPostProcessor or another bean of the infrastructure depend on it, or inject it "
							+ "there as an ObjectProvider.",
					null);
		}
	}

	private static boolean isAdvised(Object bean) {
		return bean instanceof Advised advised && Arrays.stream(advised.getAdvisors())
			.anyMatch((candidate) -> candidate instanceof DistributedLockAdvisor);
	}

}
