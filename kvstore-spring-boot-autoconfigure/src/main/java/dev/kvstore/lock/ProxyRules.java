package dev.kvstore.lock;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyConfig;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Tells whether the proxy of a bean can come between a caller and a method.
 */
final class ProxyRules extends ProxyProcessorSupport {

	private static final long serialVersionUID = 1L;

	private final transient ConfigurableBeanFactory beanFactory;

	ProxyRules(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Nullable InvalidDistributedLockException reasonAgainst(AnnotatedMethod method) {
		int modifiers = method.method().getModifiers();
		if (Modifier.isStatic(modifiers)) {
			return method.invalid("is static: no bean's proxy comes between.",
					"Make it a method of the bean, or use a LockTemplate.", null);
		}
		if (Modifier.isPrivate(modifiers)) {
			return method.invalid("is private: the bean's proxy does not see it.",
					"Make it public, and call it through the bean.", null);
		}
		if (isProxiedByInterfaces(method.type())) {
			return isOnAnInterface(method.type(), method.method()) ? null
					: method.invalid("is on no interface of its class, of which the bean's proxy has nothing else.",
							"Declare the method on an interface, or set 'spring.aop.proxy-target-class=true'.", null);
		}
		if (Modifier.isFinal(method.type().getModifiers())) {
			return method.invalid("is in a final class, of which no proxy can be made.",
					"Make the class non-final, or use a LockTemplate.", null);
		}
		if (Modifier.isFinal(modifiers)) {
			return method.invalid("is final: the bean's proxy cannot come between.",
					"Make the method non-final, or use a LockTemplate.", null);
		}
		return null;
	}

	private boolean isProxiedByInterfaces(Class<?> type) {
		if (type.isInterface() || isTargetClassProxied()) {
			return type.isInterface();
		}
		ProxyFactory proxy = new ProxyFactory();
		evaluateProxyInterfaces(type, proxy);
		return !proxy.isProxyTargetClass();
	}

	private boolean isTargetClassProxied() {
		String creator = AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME;
		return !this.beanFactory.containsSingleton(creator)
				|| (this.beanFactory.getSingleton(creator) instanceof ProxyConfig config
						&& config.isProxyTargetClass());
	}

	private static boolean isOnAnInterface(Class<?> type, Method method) {
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClass(type)) {
			if (ClassUtils.hasMethod(candidate, method.getName(), method.getParameterTypes())) {
				return true;
			}
		}
		return false;
	}

}
