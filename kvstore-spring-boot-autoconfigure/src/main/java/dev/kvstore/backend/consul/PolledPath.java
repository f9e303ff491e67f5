package dev.kvstore.backend.consul;

import dev.kvstore.backend.Keys;

/**
 * What can be asked for in one blocking query.
 *
 * @param path a key or directory
 * @param tree whether it is everything below the directory
 */
record PolledPath(String path, boolean tree) {

	/**
	 * Returns what to ask for to learn the state of a key or directory: itself, or a
	 * directory above it if no URL can name it.
	 * @param path the key or directory
	 * @param tree whether it is everything below the directory
	 * @return a path that can be asked for
	 */
	static PolledPath of(String path, boolean tree) {
		if (KvPaths.isPlain(path)) {
			return new PolledPath(path, tree);
		}
		String directory = path;
		while (!KvPaths.isPlain(directory)) {
			directory = parent(directory);
		}
		return new PolledPath(directory, true);
	}

	/**
	 * Tells whether whoever knows this path's state also knows the other's.
	 * @param other another path
	 * @return {@code true} also for the same path
	 */
	boolean covers(PolledPath other) {
		return equals(other) || (this.tree && Keys.isBelow(other.path, this.path));
	}

	boolean isInternal() {
		return this.path.startsWith(KvEntry.INTERNAL);
	}

	/**
	 * Returns the directory that a path is in.
	 * @param path a key or directory that is not the root
	 * @return the directory, empty for the root
	 */
	static String parent(String path) {
		int slash = path.lastIndexOf('/');
		return (slash < 0) ? "" : path.substring(0, slash);
	}

	String query() {
		return this.tree ? KvPaths.path(KvPaths.prefix(this.path)) + "?recurse&" : KvPaths.path(this.path) + "?";
	}

}
