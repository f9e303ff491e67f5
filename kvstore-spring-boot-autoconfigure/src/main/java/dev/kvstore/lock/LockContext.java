package dev.kvstore.lock;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;

/**
 * The locks that the current thread runs under. Work that a task hands to other threads
 * does not inherit them: hand over the {@link LockHandle} instead. For a publisher see
 * {@link ReactiveLockContext}.
 */
public final class LockContext {

	private static final ThreadLocal<@Nullable LockContext> CURRENT = new ThreadLocal<>();

	private final HeldLock lock;

	private final @Nullable LockContext outer;

	private LockContext(HeldLock lock, @Nullable LockContext outer) {
		this.lock = lock;
		this.outer = outer;
	}

	/**
	 * Returns the innermost lock that this thread runs under. It is released by who took
	 * it and not by the task.
	 * @return the ownership
	 * @throws IllegalStateException if the thread runs under none
	 */
	public static LockHandle current() {
		LockContext current = CURRENT.get();
		if (current == null) {
			throw new IllegalStateException("This thread runs under no lock: call it from a task of a LockTemplate or "
					+ "from a method with @DistributedLock that is called through its bean, and on the same thread");
		}
		return current.lock.handle();
	}

	static <T extends @Nullable Object, E extends Throwable> T call(HeldLock lock, LockedTask<T, E> task) throws E {
		LockContext outer = CURRENT.get();
		CURRENT.set(new LockContext(lock, outer));
		try {
			return task.run(lock.handle());
		}
		finally {
			restore(outer);
		}
	}

	private static void restore(@Nullable LockContext outer) {
		if (outer != null) {
			CURRENT.set(outer);
		}
		else {
			CURRENT.remove();
		}
	}

	static Stream<HeldLock> locks() {
		return Stream.iterate(CURRENT.get(), (context) -> context != null, (context) -> context.outer)
			.map((context) -> context.lock);
	}

}
