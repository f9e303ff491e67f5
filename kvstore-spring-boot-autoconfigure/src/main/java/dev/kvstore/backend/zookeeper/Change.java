package dev.kvstore.backend.zookeeper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * What to write, all or nothing, if the nodes are still as they were read. A node's data
 * version begins anew when it is deleted and created again, so every deletion changes a
 * guard, and who relies on a data version checks the guard too.
 */
final class Change {

	private final Layout layout;

	private final Snapshot before;

	private final List<ACL> acl;

	private final Set<String> unchanged = new LinkedHashSet<>();

	private final Map<String, byte[]> puts = new LinkedHashMap<>();

	private final Set<String> deletions = new HashSet<>();

	private final Map<String, byte[]> records = new LinkedHashMap<>();

	private final Set<String> created = new HashSet<>();

	private final Map<String, Integer> moreChildren = new HashMap<>();

	/** Whether a guard is to be changed, not only checked. */
	private final Map<String, Boolean> guards = new TreeMap<>();

	private final List<Op> operations = new ArrayList<>();

	private long size;

	Change(Layout layout, Snapshot before, List<ACL> acl) {
		this.layout = layout;
		this.before = before;
		this.acl = acl;
	}

	Node node(String path) {
		return this.before.node(path);
	}

	/**
	 * Requires a node to be as it was read, also if that is missing.
	 * @param path the path of the node
	 */
	void require(String path) {
		this.unchanged.add(path);
	}

	void put(String path, byte[] value) {
		this.puts.put(path, value);
	}

	/**
	 * Deletes a key as it was read, and its parents that nobody needs any more.
	 * @param path the path of the key
	 */
	void delete(String path) {
		this.deletions.add(path);
	}

	boolean deletesNothing() {
		return this.deletions.isEmpty();
	}

	/**
	 * Creates a record that does not exist.
	 * @param path the path of the record
	 * @param data its data
	 */
	void create(String path, byte[] data) {
		this.records.put(path, data);
	}

	/**
	 * Deletes a record that exists and is never compared.
	 * @param path the path of the record
	 */
	void remove(String path) {
		add(Op.delete(path, -1), path, 0);
	}

	/**
	 * Returns the operations in the order in which they work.
	 * @return the operations, empty if there is nothing to do
	 */
	List<Op> operations() {
		this.puts.forEach(this::addPut);
		this.records.forEach((path, data) -> {
			addParents(path);
			add(Op.create(path, data, this.acl, CreateMode.PERSISTENT), path, data.length);
		});
		List<Op> requirements = requirements();
		this.deletions.stream().sorted(Comparator.comparingInt(String::length).reversed()).forEach(this::addDeletion);
		List<Op> all = new ArrayList<>();
		this.guards.forEach((path, changed) -> all.add(guard(path, changed)));
		all.addAll(requirements);
		all.addAll(this.operations);
		this.size += 100L * requirements.size() + 100L * this.guards.size();
		return all;
	}

	/**
	 * Returns about how large the request is, rather more than less.
	 * @return the size in bytes
	 */
	long size() {
		return this.size;
	}

	private void addPut(String path, byte[] value) {
		Node node = node(path);
		if (node.exists()) {
			boolean compared = this.unchanged.remove(path);
			if (compared) {
				this.guards.putIfAbsent(this.layout.guard(path), false);
			}
			add(Op.setData(path, value, compared ? node.dataVersion() : -1), path, value.length);
			return;
		}
		addParents(path);
		addCreation(path);
		add(Op.setData(path, value, -1), path, value.length);
	}

	private void addParents(String path) {
		List<String> ancestors = this.layout.ownAncestors(path);
		for (int i = ancestors.size() - 1; i >= 0; i--) {
			if (!node(ancestors.get(i)).exists()) {
				addCreation(ancestors.get(i));
			}
		}
	}

	private void addCreation(String path) {
		if (this.created.add(path)) {
			this.moreChildren.merge(Layout.parent(path), 1, Integer::sum);
			add(Op.create(path, null, this.acl, CreateMode.PERSISTENT), path, 0);
		}
	}

	private List<Op> requirements() {
		List<Op> requirements = new ArrayList<>();
		Set<String> absent = new LinkedHashSet<>();
		for (String path : this.unchanged) {
			this.size += Layout.size(path);
			if (!node(path).exists()) {
				absent.add(highestMissing(path));
			}
			else if (!this.deletions.contains(path)) {
				this.guards.putIfAbsent(this.layout.guard(path), false);
				requirements.add(Op.check(path, node(path).dataVersion()));
			}
		}
		absent.removeAll(this.created);
		for (String path : absent) {
			requirements.add(Op.create(path, null, this.acl, CreateMode.PERSISTENT));
			requirements.add(Op.delete(path, -1));
		}
		return requirements;
	}

	private String highestMissing(String path) {
		String highest = path;
		for (String ancestor : this.layout.ownAncestors(path)) {
			highest = node(ancestor).exists() ? highest : ancestor;
		}
		return highest;
	}

	private void addDeletion(String path) {
		Node node = node(path);
		if (hasChildren(node)) {
			this.guards.putIfAbsent(this.layout.guard(path), false);
			add(Op.setData(path, null, node.dataVersion()), path, 0);
			return;
		}
		@Nullable Node next = node;
		while (next != null) {
			this.guards.put(this.layout.guard(next.path()), true);
			add(Op.delete(next.path(), next.dataVersion()), next.path(), 0);
			String parent = Layout.parent(next.path());
			this.moreChildren.merge(parent, -1, Integer::sum);
			next = isNeeded(node(parent)) ? null : node(parent);
		}
	}

	private boolean isNeeded(Node parent) {
		return !parent.exists() || parent.isKey() || hasChildren(parent) || this.puts.containsKey(parent.path())
				|| this.layout.key(parent.path()) == null || this.deletions.contains(parent.path());
	}

	private boolean hasChildren(Node node) {
		return node.children() + this.moreChildren.getOrDefault(node.path(), 0) > 0;
	}

	private Op guard(String path, boolean changed) {
		int version = node(path).dataVersion();
		return changed ? Op.setData(path, null, version) : Op.check(path, version);
	}

	private void add(Op operation, String path, int length) {
		this.operations.add(operation);
		this.size += 100L + Layout.size(path) + length;
	}

}
