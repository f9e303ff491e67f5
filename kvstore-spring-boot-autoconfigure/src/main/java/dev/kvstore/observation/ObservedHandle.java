package dev.kvstore.observation;

import dev.kvstore.api.LockHandle;

/**
 * The ownership of a lock whose release is observed.
 */
final class ObservedHandle implements LockHandle {

	private final LockHandle handle;

	private final StoreObservations observations;

	ObservedHandle(LockHandle handle, StoreObservations observations) {
		this.handle = handle;
		this.observations = observations;
	}

	@Override
	public String key() {
		return this.handle.key();
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
		release(this.handle::unlock);
	}

	@Override
	public void close() {
		if (this.handle.isHeld()) {
			release(this.handle::close);
		}
		else {
			this.handle.close();
		}
	}

	private void release(Runnable release) {
		this.observations.observe("unlock", key(), () -> {
			release.run();
			return true;
		});
	}

}
