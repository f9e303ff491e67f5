package dev.kvstore.backend.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where keys and the store's own records are among ZooKeeper's nodes. A key is the path
 * below the chroot; what is the store's own is below {@code .kvstore}.
 */
final class Layout {

	/** Deletions of nodes with the same guard disturb each other's compares. */
	static final int GUARDS = 64;

	private static final String OWN = "/.kvstore";

	private static final String RESERVED = "/zookeeper";

	private final String root;

	Layout(String chroot) {
		this.root = chroot;
	}

	String root() {
		return this.root.isEmpty() ? "/" : this.root;
	}

	String path(String key) {
		return key.isEmpty() ? root() : this.root + "/" + key;
	}

	/**
	 * Returns the key of a node.
	 * @param path the path of a node
	 * @return its key, or {@code null} if it is none of a user
	 */
	@Nullable String key(String path) {
		if (!path.startsWith(this.root + "/") || path.length() == this.root.length() + 1) {
			return null;
		}
		boolean reserved = isOrIsBelow(path, this.root + OWN) || isOrIsBelow(path, this.root + RESERVED);
		return reserved ? null : path.substring(this.root.length() + 1);
	}

	private static boolean isOrIsBelow(String path, String directory) {
		return path.startsWith(directory)
				&& (path.length() == directory.length() || path.charAt(directory.length()) == '/');
	}

	static String child(String parent, String name) {
		return (parent.length() == 1) ? parent + name : parent + "/" + name;
	}

	static String parent(String path) {
		int end = path.lastIndexOf('/');
		return (end > 0) ? path.substring(0, end) : "/";
	}

	static String name(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	/**
	 * Returns what must exist before a node can.
	 * @param path the path of the node
	 * @return the paths of its ancestors, the nearest first, without the root node
	 */
	static List<String> ancestors(String path) {
		List<String> ancestors = new ArrayList<>();
		for (String parent = parent(path); parent.length() > 1; parent = parent(parent)) {
			ancestors.add(parent);
		}
		return ancestors;
	}

	/**
	 * Returns the ancestors of a node that this store looks at: it may have no right to
	 * read what is above the chroot.
	 * @param path the path of the node
	 * @return the paths of its ancestors below the chroot, the nearest first
	 */
	List<String> ownAncestors(String path) {
		return ancestors(path).stream().filter((ancestor) -> ancestor.length() > this.root.length()).toList();
	}

	String guard(String path) {
		int hash = path.hashCode();
		return guard(Math.floorMod(hash ^ (hash >>> 16), GUARDS));
	}

	private String guard(int number) {
		return this.root + OWN + "/guard/" + number;
	}

	List<String> guards() {
		List<String> guards = new ArrayList<>();
		for (int number = 0; number < GUARDS; number++) {
			guards.add(guard(number));
		}
		return guards;
	}

	String own() {
		return this.root + OWN;
	}

	String lock(String key) {
		return this.root + OWN + "/locks/" + encode(key);
	}

	String stores() {
		return this.root + OWN + "/stores";
	}

	String store(String id) {
		return stores() + "/" + id;
	}

	String expirations() {
		return this.root + OWN + "/ttl";
	}

	String expirations(String store) {
		return expirations() + "/" + store;
	}

	String expiration(String store, long number, String key) {
		return expirations(store) + "/" + number + "-" + encode(key);
	}

	/**
	 * Returns the key that a record of {@link #expiration} is about.
	 * @param path the path of the record
	 * @return the key
	 */
	static String expiringKey(String path) {
		String name = name(path);
		return decode(name.substring(name.indexOf('-') + 1));
	}

	static String encode(String key) {
		return key.replace("%", "%25").replace("/", "%2F");
	}

	private static String decode(String segment) {
		return segment.replace("%2F", "/").replace("%25", "%");
	}

	static int size(String path) {
		return path.getBytes(StandardCharsets.UTF_8).length;
	}

}
