package dev.kvstore.lock;

import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.core.ReactiveAdapter;

/**
 * Runs methods as tasks of a template.
 */
final class DistributedLockInterceptor implements MethodInterceptor {

	private final LockedMethods methods;

	private final Supplier<LockTemplate> template;

	DistributedLockInterceptor(LockedMethods methods, Supplier<LockTemplate> template) {
		this.methods = methods;
		this.template = template;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? target.getClass() : invocation.getMethod().getDeclaringClass();
		LockedMethod method = this.methods.get(invocation.getMethod(), type);
		LockTemplate template = this.template.get();
		String key = method.key(invocation);
		LockTaskOptions options = method.options(template.options());
		LockedTask<@Nullable Object, Throwable> task = task(method, (ProxyMethodInvocation) invocation);
		ReactiveAdapter adapter = method.adapter();
		if (adapter != null) {
			return new ReactiveMethod(template, adapter).run(key, options, task, method.isSkippedWhenBusy());
		}
		return method.isSkippedWhenBusy() ? template.execute(key, options, task, method::empty)
				: template.execute(key, options, task);
	}

	@SuppressWarnings("NullAway") // a method may return null
	private static LockedTask<@Nullable Object, Throwable> task(LockedMethod method, ProxyMethodInvocation invocation) {
		MethodInvocation here = invocation.invocableClone();
		return (lock) -> ((ProxyMethodInvocation) here).invocableClone(method.arguments(here, lock)).proceed();
	}

}
