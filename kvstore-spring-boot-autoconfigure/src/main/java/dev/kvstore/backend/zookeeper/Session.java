package dev.kvstore.backend.zookeeper;

import java.util.concurrent.CompletableFuture;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;

/**
 * Tells when requests can be sent, and by which handle. What is sent to a handle without
 * connection would wait in the client and might be sent long after it was given up.
 */
final class Session {

	private CompletableFuture<Handle> ready = new CompletableFuture<>();

	private boolean ended;

	/**
	 * Returns the connected handle.
	 * @return completes when there is one, or exceptionally while there can be none
	 */
	synchronized CompletableFuture<Handle> ready() {
		return this.ready;
	}

	void changed(Handle handle, WatchedEvent event) {
		switch (event.getState()) {
			case SyncConnected -> connected(handle);
			case Disconnected, Expired -> disconnected();
			case AuthFailed -> refused();
			default -> {
			}
		}
	}

	private synchronized void connected(Handle handle) {
		begin();
		this.ready.complete(handle);
	}

	private synchronized void disconnected() {
		begin();
	}

	private synchronized void refused() {
		begin();
		this.ready.completeExceptionally(new KeeperException.AuthFailedException());
	}

	private void begin() {
		if (this.ready.isDone() && !this.ended) {
			this.ready = new CompletableFuture<>();
		}
	}

	/**
	 * Lets nobody wait any more.
	 */
	synchronized void end() {
		KeeperException over = new KeeperException.SessionExpiredException();
		this.ended = true;
		this.ready.completeExceptionally(over);
		this.ready = CompletableFuture.failedFuture(over);
	}

}
