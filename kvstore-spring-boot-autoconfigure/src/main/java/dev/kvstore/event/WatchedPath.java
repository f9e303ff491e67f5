package dev.kvstore.event;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchListener;

/**
 * What a watch is about.
 *
 * @param path the key or directory in canonical form, empty for the root
 * @param directory whether it is a directory, which stands for everything below it
 */
public record WatchedPath(String path, boolean directory) {

	static WatchedPath directory(String path) {
		return new WatchedPath(canonical(path), true);
	}

	static WatchedPath key(String path) {
		return new WatchedPath(canonical(path), false);
	}

	private static String canonical(String path) {
		int start = path.startsWith("/") ? 1 : 0;
		int end = path.endsWith("/") ? path.length() - 1 : path.length();
		return path.substring(start, Math.max(start, end));
	}

	/**
	 * Asks a store whether it could watch this, without asking the backend.
	 * @param store the store
	 * @throws IllegalArgumentException if it is no key or directory
	 */
	void requireValid(Store store) {
		if (!this.directory || !this.path.isEmpty()) {
			// a lock's key is checked as any other and nothing is sent
			store.newLock(this.path);
		}
	}

	Watch watch(Store store, WatchListener listener) {
		return this.directory ? store.watchTree(this.path, listener) : store.watch(this.path, listener);
	}

	/**
	 * Returns the path, with a {@code /} at the end if it is a directory.
	 */
	@Override
	public String toString() {
		return this.directory ? this.path + "/" : this.path;
	}

}
