package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.KeptLease;
import dev.kvstore.backend.KeptLeases;
import dev.kvstore.backend.KeyExpirations;
import dev.kvstore.backend.Keys;

/**
 * The lifetimes of the keys that a store wrote. A key with a TTL has a lease of its own,
 * which lasts a little longer and is revoked when the key is due by the store's own
 * clock: that deletes the key only if it still has this lease. Keys that are kept alive
 * share one renewed lease for each TTL.
 */
final class EtcdLifetimes implements AutoCloseable {

	/** A lease begins before its key is written, and must not end before the TTL. */
	private static final Duration SLACK = Duration.ofMillis(250);

	private final Map<String, Written> written = new ConcurrentHashMap<>();

	private final EtcdLeases leases;

	private final SharedLeases sharedLeases;

	private final KeptLeases<EtcdLease> kept;

	private final KeyExpirations expirations;

	EtcdLifetimes(EtcdLeases leases, CallbackThreads threads) {
		this.leases = leases;
		this.sharedLeases = new SharedLeases(leases);
		this.kept = new KeptLeases<>(EtcdStore.BACKEND, this.sharedLeases, threads);
		this.expirations = new KeyExpirations(EtcdStore.BACKEND, this::expire);
	}

	/**
	 * Gets ready to write a key.
	 * @param operation what the user asked for
	 * @param key the key
	 * @param options how long it is to live
	 * @return its lifetime, to be {@linkplain #began told} what becomes of it
	 */
	Lifetime prepare(Operation operation, String key, PutOptions options) {
		Duration ttl = options.ttl();
		if (ttl == null) {
			return Lifetime.UNLIMITED;
		}
		if (options.keepAlive()) {
			KeptLease<EtcdLease> shared = share(operation, key, ttl);
			this.sharedLeases.use(shared.lease());
			return new Lifetime(shared.lease(), ttl, Deadline.never(), shared);
		}
		Deadline sent = Deadline.after(Duration.ZERO);
		EtcdLease lease = this.leases.grant(operation, saturatedPlus(ttl, SLACK));
		Duration passed = Duration.ofNanos(-sent.remainingNanos());
		return new Lifetime(lease, ttl, Deadline.after(lease.ttl().minus(passed)), null);
	}

	private static Duration saturatedPlus(Duration ttl, Duration more) {
		return (ttl.compareTo(Duration.ofDays(36_500)) < 0) ? ttl.plus(more) : ttl;
	}

	private KeptLease<EtcdLease> share(Operation operation, String key, Duration ttl) {
		try {
			return this.kept.use(operation.name(), key, ttl, operation.deadline());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StoreUnavailableException(EtcdStore.BACKEND, operation.name(), key, false,
					"the thread was interrupted; nothing was written", ex);
		}
	}

	/**
	 * Takes note of a write that was acknowledged.
	 * @param key the key
	 * @param version its version
	 * @param lifetime its lifetime
	 */
	void began(String key, long version, Lifetime lifetime) {
		if (lifetime.isUnlimited()) {
			ended(key, version);
			return;
		}
		this.written.compute(key, (same, before) -> {
			if (before != null && before.version() > version) {
				end(lifetime);
				return before;
			}
			if (before != null) {
				end(before.lifetime());
			}
			begin(key, version, lifetime);
			return new Written(version, lifetime);
		});
	}

	private void begin(String key, long version, Lifetime lifetime) {
		Duration ttl = lifetime.ttl();
		if (ttl == null || lifetime.kept() != null) {
			// the lease was last renewed before the key was written
			this.leases.renew(lifetime.lease());
			this.expirations.cancel(key);
			return;
		}
		if (lifetime.end().remaining().compareTo(ttl) < 0) {
			this.leases.renew(lifetime.lease());
		}
		this.expirations.schedule(key, version, ttl);
	}

	/**
	 * Takes note of a write or a deletion after which a key has no lifetime of this
	 * store's any more.
	 * @param key the key
	 * @param version the version of the write or deletion
	 */
	void ended(String key, long version) {
		if (this.written.isEmpty()) {
			return;
		}
		this.written.computeIfPresent(key, (same, before) -> {
			if (before.version() > version) {
				return before;
			}
			end(before.lifetime());
			this.expirations.cancel(key);
			return null;
		});
	}

	/**
	 * Takes note of the deletion of a tree.
	 * @param directory the directory
	 * @param version the version of the deletion
	 */
	void endedBelow(String directory, long version) {
		for (String key : List.copyOf(this.written.keySet())) {
			if (Keys.isBelow(key, directory)) {
				ended(key, version);
			}
		}
	}

	/**
	 * Takes note of a write that did not happen, or may not have.
	 * @param lifetime the lifetime that was prepared for it
	 * @param failure why, or {@code null} if its compare was lost
	 */
	void notBegun(Lifetime lifetime, @Nullable StoreException failure) {
		if (!(failure instanceof StoreUnavailableException unavailable && unavailable.outcomeUnknown())) {
			end(lifetime);
		}
	}

	/**
	 * Takes note of a lease that the server does not know.
	 * @param lifetime the lifetime that it was for
	 */
	void lost(Lifetime lifetime) {
		if (lifetime.kept() != null && lifetime.kept().isAlive()) {
			lifetime.kept().clock().expire();
		}
	}

	private void end(Lifetime lifetime) {
		if (lifetime.kept() != null) {
			lifetime.kept().free();
			this.sharedLeases.free(lifetime.lease());
		}
		else if (!lifetime.isUnlimited()) {
			this.leases.revocations().start(lifetime.lease());
		}
	}

	private void expire(Map<String, Long> due) {
		List<CompletableFuture<Void>> revoked = new ArrayList<>();
		due.forEach((key, version) -> {
			Written last = noted(key);
			if (last != null && last.version() == version) {
				revoked
					.add(this.leases.revokeSoon(last.lifetime().lease()).thenRun(() -> this.written.remove(key, last)));
			}
		});
		try {
			CompletableFuture.allOf(revoked.toArray(CompletableFuture<?>[]::new)).join();
		}
		catch (CompletionException ex) {
			throw new StoreUnavailableException(EtcdStore.BACKEND, "expire", null, true, "the server did not answer",
					ex);
		}
	}

	private @Nullable Written noted(String key) {
		// unlike a look at the map, this waits for a thread that is noting a write
		return this.written.computeIfPresent(key, (same, last) -> last);
	}

	/**
	 * Renews nothing any more, so that what is kept alive goes after its TTL.
	 */
	@Override
	public void close() {
		this.expirations.close();
		this.kept.close();
	}

	private record Written(long version, Lifetime lifetime) {

	}

}
