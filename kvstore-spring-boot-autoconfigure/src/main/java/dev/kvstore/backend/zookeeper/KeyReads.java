package dev.kvstore.backend.zookeeper;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;

import dev.kvstore.api.KeyValue;
import dev.kvstore.backend.ReadConsistency;

/**
 * Reads keys. A strong read follows a request to the leader in the same round trip.
 */
final class KeyReads {

	private final Calls calls;

	private final Layout layout;

	private final boolean strong;

	KeyReads(Calls calls, Layout layout, ReadConsistency consistency) {
		this.calls = calls;
		this.layout = layout;
		this.strong = consistency == ReadConsistency.STRONG;
	}

	Optional<KeyValue> get(String key) {
		Node node = this.calls.begin("get", key).read((handle) -> read(handle, this.layout.path(key), Handle::read));
		return Optional.ofNullable(node.keyValue(key));
	}

	boolean exists(String key) {
		return this.calls.begin("exists", key)
			.read((handle) -> read(handle, this.layout.path(key), Handle::peek))
			.isKey();
	}

	private CompletableFuture<Node> read(Handle handle, String path,
			BiFunction<Handle, String, CompletableFuture<Node>> reading) {
		if (!this.strong) {
			return reading.apply(handle, path);
		}
		CompletableFuture<Void> synced = handle.sync();
		return synced.thenCombine(reading.apply(handle, path), (done, node) -> node);
	}

	List<KeyValue> list(String directory) {
		Queue<Node> nodes = tree(this.calls.begin("list", directory), directory, this.strong, Handle::read);
		return nodes.stream()
			.map((node) -> node.keyValue(Objects.requireNonNull(this.layout.key(node.path()))))
			.filter(Objects::nonNull)
			.sorted(Comparator.comparing(KeyValue::key))
			.toList();
	}

	/**
	 * Looks up what is below a directory, without values.
	 * @param call the call
	 * @param directory the directory
	 * @return the paths of keys, and of nodes below which there are none
	 */
	List<String> leaves(Call call, String directory) {
		return tree(call, directory, true, Handle::peek).stream()
			.filter((node) -> node.isKey() || (node.exists() && node.children() == 0))
			.map(Node::path)
			.toList();
	}

	private Queue<Node> tree(Call call, String directory, boolean sync,
			BiFunction<Handle, String, CompletableFuture<Node>> reading) {
		return call.read((handle) -> {
			Queue<Node> nodes = new ConcurrentLinkedQueue<>();
			CompletableFuture<Void> synced = sync ? handle.sync() : CompletableFuture.completedFuture(null);
			return synced.thenCombine(
					TreeReading.start(handle, this.layout, this.layout.path(directory), reading, nodes::add),
					(done, read) -> nodes);
		});
	}

}
