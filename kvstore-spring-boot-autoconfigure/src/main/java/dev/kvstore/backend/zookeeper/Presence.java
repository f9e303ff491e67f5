package dev.kvstore.backend.zookeeper;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Shows other stores that this one lives and looks after the keys that it wrote with a
 * TTL: a node that goes with the session. Stores that wrote none do not show it.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Presence implements MainSession.Listener {

	private final String id = UUID.randomUUID().toString();

	private final Layout layout;

	private volatile boolean wanted;

	private volatile @Nullable Handle shownBy;

	Presence(Layout layout) {
		this.layout = layout;
	}

	String id() {
		return this.id;
	}

	/**
	 * Shows the presence before a key is written with a TTL.
	 * @param call the user's call
	 */
	void show(Call call) {
		if (this.shownBy == null) {
			this.wanted = true;
			call.read(this::create);
		}
	}

	@Override
	public void connected(Handle handle) {
		if (this.wanted && this.shownBy != handle) {
			create(handle);
		}
	}

	@Override
	public void disconnected(KeeperException cause) {
		// the node lasts as long as the session
	}

	private CompletableFuture<Void> create(Handle handle) {
		return handle.ensure(this.layout.stores()).thenCompose((done) -> replace(handle));
	}

	private synchronized CompletableFuture<Void> replace(Handle handle) {
		String path = this.layout.store(this.id);
		// that of an earlier session would go with it
		handle.delete(path);
		return handle.create(path, null, CreateMode.EPHEMERAL).thenAccept((created) -> this.shownBy = handle);
	}

}
