package dev.kvstore.backend.consul;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.kvstore.api.StoreException;

/**
 * Waits for one key, which is never created again, to be gone.
 */
final class GoneSubscriber implements PollSubscriber {

	private final PolledPath path;

	private final String key;

	private final Runnable action;

	private final AtomicBoolean told = new AtomicBoolean();

	GoneSubscriber(PolledPath path, String key, Runnable action) {
		this.path = path;
		this.key = key;
		this.action = action;
	}

	@Override
	public PolledPath path() {
		return this.path;
	}

	@Override
	public void present(List<KvEntry> state) {
		if (state.stream().noneMatch((entry) -> entry.key().equals(this.key))) {
			tell();
		}
	}

	@Override
	public void changed(KvEntry entry) {
		// a record is not rewritten, and stays what it is
	}

	@Override
	public void deleted(String gone, long version) {
		if (gone.equals(this.key)) {
			tell();
		}
	}

	private void tell() {
		if (this.told.compareAndSet(false, true)) {
			this.action.run();
		}
	}

	@Override
	public void interrupted(StoreException cause) {
		// what was missed is in the next state
	}

}
