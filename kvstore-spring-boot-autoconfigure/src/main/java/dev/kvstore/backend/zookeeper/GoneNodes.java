package dev.kvstore.backend.zookeeper;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
		}
		Handle handle = this.session.connected();
		if (handle != null) {
			ask(handle, path);
		}
		return () -> remove(path, once);
	}

	private void remove(String path, Runnable action) {
		boolean last;
		synchronized (this) {
			Set<Runnable> some = this.actions.get(path);
			last = some != null && some.remove(action) && some.isEmpty();
			if (last) {
				this.actions.remove(path);
			}
		}
		Handle handle = last ? this.session.connected() : null;
		if (handle != null) {
			handle.removeWatches(path, WatcherType.Data);
		}
	}

	private void ask(Handle handle, String path) {
		handle.exists(path, this).thenAccept((exists) -> {
			if (!exists) {
				gone(path);
			}
		});
	}

	@Override
	public void connected(Handle handle) {
		List<String> paths;
		synchronized (this) {
			paths = List.copyOf(this.actions.keySet());
		}
		paths.forEach((path) -> ask(handle, path));
	}

	@Override
	public void disconnected() {
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
