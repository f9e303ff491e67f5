package dev.kvstore.backend;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;

/**
 * The leases of one store that outlive a call: one for each TTL, granted when it is first
 * needed, renewed every third of its TTL, given back a TTL after its last use. A lease is
 * lost when the server says so or when its clock runs out, whichever comes first.
 *
 * @param <L> what names a lease
 */
public final class KeptLeases<L> implements AutoCloseable {

	/** Longer ones are of no use and overflow the clocks of servers. */
	private static final Duration LONGEST_TTL = Duration.ofDays(365);

	private final Map<Duration, CompletableFuture<KeptLease<L>>> leases = new ConcurrentHashMap<>();

	private final String backend;

	private final LeaseServer<L> server;

	private final DelayedTasks timer;

	private final CallbackThreads threads;

	private volatile boolean closed;

	/**
	 * Creates leases, none of which is granted yet.
	 * @param backend the backend's name
	 * @param server the server's leases
	 * @param threads run what blocks
	 */
	public KeptLeases(String backend, LeaseServer<L> server, CallbackThreads threads) {
		this.backend = backend;
		this.server = server;
		this.timer = new DelayedTasks("kvstore-" + backend + "-leases");
		this.threads = threads;
	}

	/**
	 * Returns the lease of a TTL for use until {@link KeptLease#free()}.
	 * @param operation the operation that needs it
	 * @param key the key of that operation
	 * @param ttl the TTL
	 * @param deadline when that operation is to end
	 * @return a lease that lasts
	 * @throws InterruptedException if interrupted
	 * @throws StoreException if the server grants none
	 */
	public KeptLease<L> use(String operation, String key, Duration ttl, Deadline deadline) throws InterruptedException {
		Duration bounded = (ttl.compareTo(LONGEST_TTL) < 0) ? ttl : LONGEST_TTL;
		while (true) {
			CompletableFuture<KeptLease<L>> asked = new CompletableFuture<>();
			CompletableFuture<KeptLease<L>> granted = this.leases.putIfAbsent(bounded, asked);
			if (granted == null) {
				// known before it is asked for, so that closing gives it back
				granted = asked;
				grant(operation, key, bounded, deadline, asked);
			}
			KeptLease<L> lease = await(granted, bounded);
			if (lease.use()) {
				return lease;
			}
			this.leases.remove(bounded, granted);
		}
	}

	private KeptLease<L> await(CompletableFuture<KeptLease<L>> granted, Duration ttl) throws InterruptedException {
		try {
			return granted.get();
		}
		catch (ExecutionException ex) {
			this.leases.remove(ttl, granted);
			if (ex.getCause() instanceof StoreException failure) {
				throw failure;
			}
			throw new IllegalStateException("A lease could not be granted", ex.getCause());
		}
	}

	private void grant(String operation, String key, Duration ttl, Deadline deadline,
			CompletableFuture<KeptLease<L>> granted) {
		this.threads.run(() -> {
			try {
				requireOpen(operation, key);
				LeaseClock.Moment sent = LeaseClock.moment();
				LeaseServer.Granted<L> answer = this.server.grant(operation, key, ttl, deadline);
				KeptLease<L> lease = new KeptLease<>(answer.lease(), new LeaseClock(answer.ttl(), sent));
				new LeaseRenewal<>(lease, this.server, this.timer, this.threads, () -> this.leases.remove(ttl, granted))
					.start();
				granted.complete(lease);
			}
			catch (RuntimeException | Error ex) {
				granted.completeExceptionally(ex);
			}
		});
	}

	/**
	 * Ends a lease that the server was found not to know, so that the next use gets
	 * another one.
	 * @param lease what names the lease
	 */
	public void lost(L lease) {
		for (CompletableFuture<KeptLease<L>> granted : this.leases.values()) {
			if (granted.isDone() && !granted.isCompletedExceptionally() && granted.join().lease().equals(lease)) {
				granted.join().lost();
			}
		}
	}

	/**
	 * Counts the leases that last, as far as is known.
	 * @return how many were granted and are not over
	 */
	public int size() {
		return (int) this.leases.values()
			.stream()
			.filter((granted) -> granted.isDone() && !granted.isCompletedExceptionally())
			.filter((granted) -> !granted.join().clock().isExpired())
			.count();
	}

	private void requireOpen(String operation, String key) {
		if (this.closed) {
			throw new StoreClosedException(this.backend, operation, key, "the store is closed", null);
		}
	}

	/**
	 * Gives all leases back, waiting for the server at most for some time.
	 * @param timeout how long to wait
	 */
	public void close(Duration timeout) {
		this.closed = true;
		this.timer.close();
		CompletableFuture<?>[] revoked = this.leases.values()
			.stream()
			.map((granted) -> granted.thenAcceptAsync(this::revoke, this.threads::run))
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(revoked)
			.completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
			.exceptionally((failure) -> null)
			.join();
	}

	private void revoke(KeptLease<L> lease) {
		if (lease.isAlive()) {
			this.server.revoke(lease.lease());
		}
	}

	@Override
	public void close() {
		close(Duration.ofSeconds(1));
	}

}
