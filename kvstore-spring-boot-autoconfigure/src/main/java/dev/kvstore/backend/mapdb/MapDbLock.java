package dev.kvstore.backend.mapdb;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.LockLease;

/**
 * The lock of a key in the file's {@link LockTable}.
 */
final class MapDbLock implements StoreLock {

	private final MapDbStore store;

	private final LockTable table;

	private final String key;

	private final LockOptions options;

	MapDbLock(MapDbStore store, LockTable table, String key, LockOptions options) {
		this.store = store;
		this.table = table;
		this.key = key;
		this.options = options;
	}

	@Override
	public String key() {
		return this.key;
	}

	@Override
	public LockHandle lock() throws InterruptedException {
		LockRequest request = enqueueInterruptibly("lock");
		try {
			return request.granted().get();
		}
		catch (InterruptedException ex) {
			withdraw(request);
			throw ex;
		}
		catch (ExecutionException ex) {
			throw closed("lock", ex);
		}
	}

	@Override
	public Optional<LockHandle> tryLock() {
		this.store.requireWritable("tryLock", this.key);
		if (!this.table.isFree(this.key)) {
			return Optional.empty();
		}
		LockRequest request = enqueue("tryLock");
		return take(request);
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		Arguments.requireNonNull(maxWait, "maxWait");
		LockRequest request = enqueueInterruptibly("tryLock");
		try {
			return Optional.of(request.granted().get(nanos(maxWait), TimeUnit.NANOSECONDS));
		}
		catch (TimeoutException ex) {
			return take(request);
		}
		catch (InterruptedException ex) {
			withdraw(request);
			throw ex;
		}
		catch (ExecutionException ex) {
			throw closed("tryLock", ex);
		}
	}

	@Override
	public Optional<LockHolder> holder() {
		this.store.requireOpen("holder", this.key);
		return this.table.holder(this.key);
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		Arguments.requireNonNull(holder, "holder");
		this.store.requireWritable("forceRelease", this.key);
		return this.table.held(this.key, holder.fencingToken()).filter(LockLease::lost).isPresent();
	}

	private LockRequest enqueueInterruptibly(String operation) throws InterruptedException {
		throwIfInterrupted();
		try {
			return enqueue(operation);
		}
		catch (StoreUnavailableException ex) {
			throwIfInterrupted();
			throw ex;
		}
	}

	private LockRequest enqueue(String operation) {
		this.store.requireOpen(operation, this.key);
		LockRequest request = this.table.enqueue(this.store, this.key, this.options);
		while (request == null) {
			this.store.reserveTokens(operation, this.key);
			request = this.table.enqueue(this.store, this.key, this.options);
		}
		this.store.withdrawIfClosed(request);
		return request;
	}

	private Optional<LockHandle> take(LockRequest request) {
		if (this.table.withdraw(request)) {
			return Optional.empty();
		}
		if (!request.isGranted()) {
			throw closed("tryLock", null);
		}
		return Optional.of(request.granted().join());
	}

	private void withdraw(LockRequest request) {
		if (!this.table.withdraw(request)) {
			request.releaseIfGranted();
		}
	}

	private StoreClosedException closed(String operation, @Nullable Exception cause) {
		return new StoreClosedException(MapDbStore.BACKEND, operation, this.key, "the store was closed meanwhile",
				cause);
	}

	private static void throwIfInterrupted() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	private static long nanos(Duration maxWait) {
		return (maxWait.compareTo(Duration.ofDays(36_500)) < 0) ? maxWait.toNanos() : Long.MAX_VALUE;
	}

}
