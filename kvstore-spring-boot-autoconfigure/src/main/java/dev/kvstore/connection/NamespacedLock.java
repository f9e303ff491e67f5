package dev.kvstore.connection;

import java.time.Duration;
import java.util.Optional;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreLock;

/**
 * The lock of a key below a namespace.
 */
final class NamespacedLock implements StoreLock {

	private final StoreLock lock;

	private final Namespace namespace;

	NamespacedLock(StoreLock lock, Namespace namespace) {
		this.lock = lock;
		this.namespace = namespace;
	}

	@Override
	public String key() {
		return this.namespace.strip(this.lock.key());
	}

	@Override
	public LockHandle lock() throws InterruptedException {
		return new Handle(this.lock.lock(), this.namespace);
	}

	@Override
	public Optional<LockHandle> tryLock() {
		return this.lock.tryLock().map((handle) -> new Handle(handle, this.namespace));
	}

	@Override
	public Optional<LockHandle> tryLock(Duration maxWait) throws InterruptedException {
		return this.lock.tryLock(maxWait).map((handle) -> new Handle(handle, this.namespace));
	}

	@Override
	public Optional<LockHolder> holder() {
		return this.lock.holder();
	}

	@Override
	public boolean forceRelease(LockHolder holder) {
		return this.lock.forceRelease(holder);
	}

	private static final class Handle implements LockHandle {

		private final LockHandle handle;

		private final Namespace namespace;

		private Handle(LockHandle handle, Namespace namespace) {
			this.handle = handle;
			this.namespace = namespace;
		}

		@Override
		public String key() {
			return this.namespace.strip(this.handle.key());
		}

		@Override
		public long fencingToken() {
			return this.handle.fencingToken();
		}

		@Override
		public boolean isHeld() {
			return this.handle.isHeld();
		}

		@Override
		public void assertHeld() {
			this.handle.assertHeld();
		}

		@Override
		public void onLost(Runnable action) {
			this.handle.onLost(action);
		}

		@Override
		public void unlock() {
			this.handle.unlock();
		}

		@Override
		public void close() {
			this.handle.close();
		}

	}

}
