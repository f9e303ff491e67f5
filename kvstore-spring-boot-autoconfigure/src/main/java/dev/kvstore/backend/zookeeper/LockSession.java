package dev.kvstore.backend.zookeeper;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.jspecify.annotations.Nullable;

/**
 * A session that locks of one TTL live by. Once expired it stays so.
 */
final class LockSession {

	private final Session session = new Session();

	private final AtomicBoolean over = new AtomicBoolean();

	private final CompletableFuture<Void> expired = new CompletableFuture<>();

	private volatile @Nullable Handle handle;

	void opened(Handle opened) {
		this.handle = opened;
	}

	void changed(Handle changed, WatchedEvent event) {
		this.session.changed(changed, event);
		if (event.getState() == KeeperState.Expired) {
			this.over.set(true);
			this.session.end();
			this.expired.complete(null);
		}
	}

	Session session() {
		return this.session;
	}

	/**
	 * Tells when the servers have ended the session.
	 * @return completes then, on the session's event thread
	 */
	CompletableFuture<Void> expired() {
		return this.expired;
	}

	boolean isExpired() {
		return this.over.get();
	}

	@Nullable Handle handle() {
		return this.handle;
	}

	void close() {
		this.session.end();
		Handle opened = this.handle;
		if (opened != null) {
			try {
				opened.client().close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
