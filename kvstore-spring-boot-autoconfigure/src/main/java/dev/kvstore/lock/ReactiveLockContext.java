package dev.kvstore.lock;

import java.util.List;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import dev.kvstore.api.LockHandle;

/**
 * The locks that a publisher runs under, found in its Reactor context.
 */
public final class ReactiveLockContext {

	private ReactiveLockContext() {
	}

	/**
	 * Returns the innermost lock that the subscriber runs under.
	 * @return the ownership, or an {@link IllegalStateException} if it runs under none
	 */
	public static Mono<LockHandle> current() {
		return Mono.deferContextual((context) -> Mono.justOrEmpty(locks(context).findFirst())
			.map(HeldLock::handle)
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("This publisher runs under no lock: it must be "
					+ "returned by a method with @DistributedLock or by a task of a ReactiveLockTemplate"))));
	}

	static Stream<HeldLock> locks(ContextView context) {
		List<HeldLock> locks = context.getOrDefault(ReactiveLockContext.class, List.of());
		return (locks != null) ? locks.stream() : Stream.empty();
	}

	static Context with(Context context, HeldLock lock) {
		return context.put(ReactiveLockContext.class, Stream.concat(Stream.of(lock), locks(context)).toList());
	}

}
