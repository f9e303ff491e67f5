package dev.kvstore.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Keeps what is known of a directory current by a watch. The first state of the watch
 * takes the place of what was read before, so that nothing in between is missed.
 */
final class FollowedDirectory implements WatchListener, AutoCloseable {

	private final ImportedDirectory directory;

	private final Runnable changed;

	/** Keys of the first state, until that is complete. */
	private @Nullable Set<String> first = new HashSet<>();

	private volatile boolean synced;

	private @Nullable Watch watch;

	FollowedDirectory(ImportedDirectory directory, Runnable changed) {
		this.directory = directory;
		this.changed = changed;
	}

	FollowedDirectory follow(Store store) {
		this.watch = store.watchTree(this.directory.directory().path(), this);
		return this;
	}

	ImportedDirectory directory() {
		return this.directory;
	}

	/**
	 * Reads what is known of the directory.
	 * @return the properties; empty while the first state or what an interruption missed
	 * is being told, for the directory may never have been in such a state
	 */
	Optional<ImportedProperties> read() {
		if (!this.synced) {
			return Optional.empty();
		}
		ImportedProperties properties = this.directory.read();
		return this.synced ? Optional.of(properties) : Optional.empty();
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			this.directory.put(put.keyValue());
			if (this.first != null) {
				this.first.add(put.keyValue().key());
			}
		}
		else if (event instanceof WatchEvent.Deleted deleted) {
			this.directory.remove(deleted.key());
		}
		else if (event instanceof WatchEvent.Synced) {
			if (this.first != null) {
				this.directory.retain(this.first);
				this.first = null;
			}
			this.directory.readFromStore();
			this.synced = true;
		}
		else {
			this.synced = false;
		}
		if (this.synced) {
			this.changed.run();
		}
	}

	@Override
	public void close() {
		if (this.watch != null) {
			this.watch.close();
		}
	}

}
