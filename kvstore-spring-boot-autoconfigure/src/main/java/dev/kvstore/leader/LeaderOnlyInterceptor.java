package dev.kvstore.leader;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Asks for leadership before a method.
 */
final class LeaderOnlyInterceptor implements MethodInterceptor {

	private final Supplier<LeaderElector> elector;

	private final UnaryOperator<String> placeholders;

	private final Map<Method, String> roles = new ConcurrentHashMap<>();

	LeaderOnlyInterceptor(Supplier<LeaderElector> elector, UnaryOperator<String> placeholders) {
		this.elector = elector;
		this.placeholders = placeholders;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Method method = (target != null) ? AopUtils.getMostSpecificMethod(invocation.getMethod(), target.getClass())
				: invocation.getMethod();
		return this.elector.get().isLeader(this.roles.computeIfAbsent(method, this::role)) ? invocation.proceed()
				: EmptyResult.of(method.getReturnType());
	}

	private String role(Method method) {
		return this.placeholders.apply(
				Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class)).value());
	}

}
