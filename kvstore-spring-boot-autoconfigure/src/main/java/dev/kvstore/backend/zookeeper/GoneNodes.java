package dev.kvstore.backend.zookeeper;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Registration;

/**
 * Tells when nodes are gone, whatever becomes of the connection meanwhile.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class GoneNodes implements MainSession.Listener, Watcher {

	private final Map<String, Set<Runnable>> actions = new HashMap<>();

	private final MainSession session;

	GoneNodes(MainSession session) {
		this.session = session;
	}

	/**
	 * Runs an action once when a node does not exist.
	 * @param path the path of the node
	 * @param action what to do, must not block
	 * @return ends it
	 */
	Registration add(String path, Runnable action) {
		Runnable once = () -> action.run();
		synchronized (this) {
			this.actions.computeIfAbsent(path, (absent) -> new HashSet<>()).add(once);
			ask(this.session.connected(), List.of(path));
		}
		return () -> remove(path, once);
	}

	// under the lock, so that the next one's watch is not removed with this one's
	private synchronized void remove(String path, Runnable action) {
		Set<Runnable> some = this.actions.get(path);
		if (some != null && some.remove(action) && some.isEmpty()) {
			this.actions.remove(path);
			Handle handle = this.session.connected();
			if (handle != null) {
				handle.removeWatches(path, WatcherType.Data);
			}
		}
	}

	private void ask(@Nullable Handle handle, Collection<String> paths) {
		if (handle != null && !paths.isEmpty()) {
			// a server that lags behind may not know a node yet
			handle.sync();
			paths.forEach((path) -> handle.exists(path, this).thenAccept((exists) -> {
				if (!exists) {
					gone(path);
				}
			}));
		}
	}

	@Override
	public synchronized void connected(Handle handle) {
		ask(handle, List.copyOf(this.actions.keySet()));
	}

	@Override
	public void disconnected(KeeperException cause) {
		// each is asked for again on the next connection
	}

	@Override
	public void process(WatchedEvent event) {
		String path = event.getPath();
		if (event.getType() == Event.EventType.NodeDeleted && path != null) {
			gone(path);
		}
	}

	private void gone(String path) {
		@Nullable Set<Runnable> some;
		synchronized (this) {
			some = this.actions.remove(path);
		}
		if (some != null) {
			some.forEach(Runnable::run);
		}
	}

}
