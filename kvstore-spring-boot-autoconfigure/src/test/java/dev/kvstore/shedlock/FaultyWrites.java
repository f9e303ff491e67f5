package dev.kvstore.shedlock;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lets compare-and-set writes to a real store go wrong, one after the other as planned.
 */
final class FaultyWrites {

	private final Queue<Fault> plan = new ArrayDeque<>();

	private final AtomicInteger writes = new AtomicInteger();

	private Runnable meanwhile = () -> {
	};

	void plan(Fault... faults) {
		this.plan.addAll(Arrays.asList(faults));
		this.writes.set(0);
	}

	void meanwhile(Runnable action) {
		this.meanwhile = action;
	}

	int writes() {
		return this.writes.get();
	}

	Store of(Store store) {
		return (Store) Proxy.newProxyInstance(Store.class.getClassLoader(), new Class<?>[] { Store.class },
				(proxy, method, arguments) -> {
					Supplier<Object> call = () -> {
						try {
							return method.invoke(store, arguments);
						}
						catch (InvocationTargetException ex) {
							throw (RuntimeException) ex.getTargetException();
						}
						catch (IllegalAccessException ex) {
							throw new IllegalStateException(ex);
						}
					};
					return method.getName().startsWith("atomic") ? write(call) : call.get();
				});
	}

	private Object write(Supplier<Object> call) {
		this.writes.incrementAndGet();
		Fault fault = this.plan.isEmpty() ? Fault.NONE : this.plan.remove();
		if (fault == Fault.DELAYED || fault == Fault.LOST_AFTER_RIVAL) {
			this.meanwhile.run();
		}
		if (fault == Fault.NONE || fault == Fault.DELAYED) {
			return call.get();
		}
		if (fault == Fault.ANSWER_LOST || fault == Fault.ANSWER_LOST_BY_INTERRUPT) {
			assertThat(call.get()).isNotEqualTo(Optional.empty());
		}
		if (fault == Fault.ANSWER_LOST_BY_INTERRUPT) {
			Thread.currentThread().interrupt();
		}
		throw new StoreUnavailableException("test", "write", null, fault != Fault.REFUSED, "as planned", null);
	}

	enum Fault {

		NONE, DELAYED, REFUSED, LOST, LOST_AFTER_RIVAL, ANSWER_LOST, ANSWER_LOST_BY_INTERRUPT

	}

}
