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

	/**
	 * Returns the connected handle.
	 * @return completes when there is one, or exceptionally if there will be none
	 */
	synchronized CompletableFuture<Handle> ready() {
		return this.ready;
	}

	void changed(Handle handle, WatchedEvent event) {
		switch (event.getState()) {
			case SyncConnected -> connected(handle);
			case Disconnected, Expired, AuthFailed -> disconnected();
			default -> {
			}
		}
	}

	private synchronized void connected(Handle handle) {
		if (this.ready.isDone() && !this.ready.isCompletedExceptionally()) {
			this.ready = new CompletableFuture<>();
		}
		this.ready.complete(handle);
	}

	private synchronized void disconnected() {
		if (this.ready.isDone() && !this.ready.isCompletedExceptionally()) {
			this.ready = new CompletableFuture<>();
		}
	}

	/**
	 * Lets nobody wait any more.
	 */
	synchronized void end() {
		KeeperException ended = new KeeperException.SessionExpiredException();
		this.ready.completeExceptionally(ended);
		this.ready = CompletableFuture.failedFuture(ended);
	}

}
