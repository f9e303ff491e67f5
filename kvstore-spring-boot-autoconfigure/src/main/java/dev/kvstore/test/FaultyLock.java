package dev.kvstore.test;

import java.time.Duration;
import java.util.Optional;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreLock;
import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.CheckedStore;

/**
 * A lock that cannot be asked for while the connection fails. Who has it or waits for it
 * already does not notice that.
 */
final class FaultyLock implements StoreLock {

	private final CheckedStore store;

	private final StoreLock lock;

	private final Calls calls;

	private final Session session;

	FaultyLock(CheckedStore store, StoreLock lock, Calls calls, Session session) {
		this.store = store;
		this.lock = lock;
		this.calls = calls;
		this.session = session;
	}

	@Override
	public String key() {
		return this.lock.key();
	}

	@Override
	public LockHandle lock() throws InterruptedException {
		this.store.requireOpen("lock", key());
		this.calls.queue("lock", key());
		return this.session.keep(this.lock.lock());
	}

	@Override
	public Optional<LockHandle> tryLock() {
		this.store.requireWritable("tryLock", key());
		try {
			this.calls.queue("tryLock", key());
		}
		catch (InterruptedException ex) {
			throw this.calls.interrupted("tryLock", key(), true, ex);
		}
		return this.lock.tryLock().map(this.session::keep);
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		Arguments.requireNonNull(maxWait, "maxWait");
		this.store.requireOpen("tryLock", key());
		this.calls.queue("tryLock", key());
		return this.lock.tryLock(maxWait).map(this.session::keep);
	}

	@Override
	public Optional<LockHolder> holder() {
		this.store.requireOpen("holder", key());
		return this.calls.read("holder", key(), this.lock::holder);
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		Arguments.requireNonNull(holder, "holder");
		this.store.requireWritable("forceRelease", key());
		return this.calls.write("forceRelease", key(), () -> this.lock.forceRelease(holder));
	}

}
