package dev.kvstore.lock;

import java.lang.reflect.Method;
import java.util.function.Supplier;

import org.aopalliance.aop.Advice;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Runs methods with {@link DistributedLock} as tasks of a {@link LockTemplate}. A bean of
 * this type needs the role {@code BeanDefinition.ROLE_INFRASTRUCTURE}.
 */
public final class DistributedLockAdvisor extends StaticMethodMatcherPointcutAdvisor {

	/**
	 * The order among advisors: outside transactions, which by default come last.
	 */
	public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 100;

	private static final long serialVersionUID = 1L;

	private final transient LockedMethods methods;

	private final transient ProxyRules proxies;

	/**
	 * Creates an advisor.
	 * @param beanFactory resolves placeholders
	 * @param template gives the template when the first method is called
	 */
	public DistributedLockAdvisor(ConfigurableBeanFactory beanFactory, Supplier<LockTemplate> template) {
		this(beanFactory, new LockedMethods(beanFactory), template);
	}

	private DistributedLockAdvisor(ConfigurableBeanFactory beanFactory, LockedMethods methods,
			Supplier<LockTemplate> template) {
		super((Advice) new DistributedLockInterceptor(methods, template));
		this.methods = methods;
		this.proxies = new ProxyRules(beanFactory);
		setOrder(ORDER);
	}

	@Override
	public boolean matches(Method method, Class<?> targetClass) {
		if (!AnnotationUtils.isCandidateClass(targetClass, DistributedLock.class)) {
			return false;
		}
		AnnotatedMethod annotated = AnnotatedMethod.find(method, targetClass);
		return annotated != null && this.proxies.reasonAgainst(annotated) == null;
	}

	LockedMethods methods() {
		return this.methods;
	}

	ProxyRules proxies() {
		return this.proxies;
	}

}
