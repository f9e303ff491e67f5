package dev.kvstore.leader;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.Ordered;

/**
 * Lets methods with {@link LeaderOnly} run on the leader alone. It is asked before locks
 * are taken and transactions begun, and after {@code @Async} has changed the thread.
 */
public final class LeaderOnlyAdvisor implements PointcutAdvisor, Ordered {

	/**
	 * The order, before the usual one of locks, transactions and retries.
	 */
	public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 200;

	private final Pointcut pointcut = new AnnotationMatchingPointcut(null, LeaderOnly.class, true);

	private final MethodInterceptor interceptor;

	/**
	 * Creates an advisor.
	 * @param elector gives the elector, not asked for before a method is called
	 * @param placeholders resolves placeholders in roles
	 */
	public LeaderOnlyAdvisor(Supplier<LeaderElector> elector, UnaryOperator<String> placeholders) {
		this.interceptor = new LeaderOnlyInterceptor(elector, placeholders);
	}

	@Override
	public Pointcut getPointcut() {
		return this.pointcut;
	}

	@Override
	public Advice getAdvice() {
		return this.interceptor;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

}
