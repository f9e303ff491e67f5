package dev.kvstore.backend.zookeeper;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.TransactionOperations;
import dev.kvstore.backend.TransactionOperations.Check;
import dev.kvstore.backend.TransactionOperations.Write;

/**
 * Writes keys, each answering the version of its own write.
 */
final class KeyWrites {

	private final Calls calls;

	private final Layout layout;

	private final Commits commits;

	private final KeyReads reads;

	KeyWrites(Calls calls, Layout layout, Commits commits, KeyReads reads) {
		this.calls = calls;
		this.layout = layout;
		this.commits = commits;
		this.reads = reads;
	}

	/**
	 * Writes a key whatever it is: one round trip if it exists, two if its parent does.
	 * @param key the key
	 * @param value its value
	 * @return its version
	 */
	long put(String key, byte[] value) {
		Call call = this.calls.begin("put", key);
		String path = this.layout.path(key);
		call.requireSize(value.length + Layout.size(path));
		try {
			return call.write((handle) -> handle.setData(path, value)).getMzxid();
		}
		catch (KeeperException ex) {
			return create(call, path, value);
		}
	}

	private long create(Call call, String path, byte[] value) {
		try {
			Node created = call.write((handle) -> handle.create(path, value, CreateMode.PERSISTENT));
			Stat stat = created.stat();
			return (stat != null) ? stat.getMzxid() : put(call, path, value);
		}
		catch (KeeperException ex) {
			return put(call, path, value);
		}
	}

	private long put(Call call, String path, byte[] value) {
		return this.commits.commit(call, this.commits.request().written(path), (change) -> {
			change.put(path, value);
			return null;
		}, (version) -> version);
	}

	/**
	 * Writes a key if it has not changed.
	 * @param key the key
	 * @param value its value
	 * @param previous its expected version, or {@link CheckedStore#ABSENT}
	 * @return its version, or empty if it has changed
	 */
	OptionalLong compareAndPut(String key, byte[] value, long previous) {
		return compareAndPut(this.calls.begin("atomicPut", key), key, value, previous, Extra.NONE);
	}

	/**
	 * Writes a key if it has not changed, and more with it.
	 * @param call the user's call
	 * @param key the key
	 * @param value its value
	 * @param previous its expected version, or {@link CheckedStore#ABSENT}
	 * @param more what else to write with it
	 * @return its version, or empty if it has changed
	 */
	OptionalLong compareAndPut(Call call, String key, byte[] value, long previous, Extra more) {
		String path = this.layout.path(key);
		Snapshot.Request request = this.commits.request().compared(path);
		if (previous == CheckedStore.ABSENT) {
			request.written(path);
		}
		more.read().accept(request);
		return this.commits.commit(call, request, (change) -> {
			if (change.node(path).version() != previous) {
				return OptionalLong.empty();
			}
			change.require(path);
			change.put(path, value);
			more.write().accept(change);
			return null;
		}, OptionalLong::of);
	}

	/**
	 * Writes a key whatever it is, and more with it.
	 * @param call the user's call
	 * @param key the key
	 * @param value its value
	 * @param more what else to write with it
	 * @return its version
	 */
	long put(Call call, String key, byte[] value, Extra more) {
		String path = this.layout.path(key);
		Snapshot.Request request = this.commits.request().written(path);
		more.read().accept(request);
		return this.commits.commit(call, request, (change) -> {
			change.put(path, value);
			more.write().accept(change);
			return null;
		}, (version) -> version);
	}

	boolean delete(String key) {
		String path = this.layout.path(key);
		return this.commits.commit(this.calls.begin("delete", key), this.commits.request().deleted(path), (change) -> {
			if (!change.node(path).isKey()) {
				return false;
			}
			change.delete(path);
			return null;
		}, (version) -> true);
	}

	boolean compareAndDelete(String key, long previous) {
		String path = this.layout.path(key);
		return this.commits.commit(this.calls.begin("atomicDelete", key), this.commits.request().deleted(path),
				(change) -> {
					if (change.node(path).version() != previous) {
						return false;
					}
					change.delete(path);
					return null;
				}, (version) -> true);
	}

	long deleteTree(String directory) {
		Call call = this.calls.begin("deleteTree", directory);
		List<String> leaves = this.reads.leaves(call, directory);
		long count = 0;
		boolean begun = false;
		try {
			for (List<String> batch : Batches.of(leaves, KeyWrites::deletionSize)) {
				count += delete(call, batch);
				begun = true;
			}
			return count;
		}
		catch (StoreUnavailableException ex) {
			throw begun ? new StoreUnavailableException(ex.backend(), "deleteTree", directory, true,
					"only a part was deleted", ex) : ex;
		}
	}

	/**
	 * Returns about how much a deletion takes of a request, at most.
	 * @param path the path of a key
	 * @return the size in bytes if all its parents go with it
	 */
	static long deletionSize(String path) {
		return (Layout.ancestors(path).size() + 1L) * (Layout.size(path) + 200L);
	}

	private long delete(Call call, List<String> paths) {
		Snapshot.Request request = this.commits.request().withoutValues();
		paths.forEach(request::deleted);
		long[] count = new long[1];
		return this.commits.commit(call, request, (change) -> {
			List<Node> nodes = paths.stream().map(change::node).toList();
			count[0] = nodes.stream().filter(Node::isKey).count();
			nodes.stream()
				.filter((node) -> node.isKey() || (node.exists() && node.children() == 0))
				.forEach((node) -> change.delete(node.path()));
			return change.deletesNothing() ? 0L : null;
		}, (version) -> count[0]);
	}

	OptionalLong commit(TransactionOperations operations) {
		Call call = this.calls.begin("commit", null);
		call.requireSize(operations.writes().stream().mapToLong(this::size).sum()
				+ operations.checks().stream().mapToLong((check) -> Layout.size(check.key())).sum());
		Snapshot.Request request = this.commits.request();
		for (Check check : operations.checks()) {
			request.compared(this.layout.path(check.key())).written(this.layout.path(check.key()));
		}
		for (Write write : operations.writes()) {
			String path = this.layout.path(write.key());
			request.written(path);
			if (write.value() == null) {
				request.deleted(path);
			}
		}
		return this.commits.commit(call, request, (change) -> fill(change, operations), OptionalLong::of);
	}

	private long size(Write write) {
		byte[] value = write.value();
		return (long) Layout.size(this.layout.path(write.key())) + ((value != null) ? value.length : 0);
	}

	private @Nullable OptionalLong fill(Change change, TransactionOperations operations) {
		for (Check check : operations.checks()) {
			String path = this.layout.path(check.key());
			if (change.node(path).version() != check.version()) {
				return OptionalLong.empty();
			}
			change.require(path);
		}
		for (Write write : operations.writes()) {
			String path = this.layout.path(write.key());
			byte[] value = write.value();
			if (value != null) {
				change.put(path, value);
			}
			else if (change.node(path).isKey()) {
				change.delete(path);
			}
			else {
				change.require(path);
			}
		}
		return null;
	}

	/**
	 * What is written together with a key.
	 *
	 * @param read adds what must be read before
	 * @param write adds what is written
	 */
	record Extra(Consumer<Snapshot.Request> read, Consumer<Change> write) {

		static final Extra NONE = new Extra((request) -> {
		}, (change) -> {
		});

	}

}
