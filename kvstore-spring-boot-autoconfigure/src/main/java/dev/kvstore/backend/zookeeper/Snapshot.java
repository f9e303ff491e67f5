package dev.kvstore.backend.zookeeper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Nodes that were read together, no older than the reading. Each may have changed since.
 * It takes one round trip, and another for keys that may be nodes without a value.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Snapshot {

	private final Map<String, Node> nodes;

	private Snapshot(Map<String, Node> nodes) {
		this.nodes = nodes;
	}

	Node node(String path) {
		return this.nodes.getOrDefault(path, Node.missing(path));
	}

	/**
	 * What to read.
	 */
	static final class Request {

		private final Layout layout;

		private final Set<String> keys = new LinkedHashSet<>();

		private final Set<String> parents = new LinkedHashSet<>();

		private final Set<String> others = new LinkedHashSet<>();

		private final Set<String> guards = new LinkedHashSet<>();

		private boolean values = true;

		Request(Layout layout) {
			this.layout = layout;
		}

		/**
		 * Asks not for the values of parents either, which takes a second round trip if
		 * there are none.
		 * @return this request
		 */
		Request withoutValues() {
			this.values = false;
			return this;
		}

		/**
		 * Adds a node that is compared or deleted.
		 * @param path the path of the node
		 * @return this request
		 */
		Request compared(String path) {
			this.keys.add(path);
			this.guards.add(this.layout.guard(path));
			return this;
		}

		/**
		 * Adds a node that is written, if need be with its parents.
		 * @param path the path of the node
		 * @return this request
		 */
		Request written(String path) {
			this.others.add(path);
			this.others.add(this.layout.root());
			this.others.addAll(this.layout.ownAncestors(path));
			return this;
		}

		/**
		 * Adds a node that is deleted, if need be with its parents.
		 * @param path the path of the node
		 * @return this request
		 */
		Request deleted(String path) {
			compared(path);
			for (String parent : this.layout.ownAncestors(path)) {
				this.parents.add(parent);
				this.guards.add(this.layout.guard(parent));
			}
			return this;
		}

		/**
		 * Adds a node of which only the presence matters.
		 * @param path the path of the node
		 * @return this request
		 */
		Request other(String path) {
			this.others.add(path);
			return this;
		}

		boolean writes() {
			return this.others.contains(this.layout.root());
		}

		Set<String> guards() {
			return this.guards;
		}

		CompletableFuture<Snapshot> send(Handle handle) {
			handle.sync();
			List<CompletableFuture<Node>> answers = new ArrayList<>();
			this.guards.forEach((path) -> answers.add(handle.stat(path)));
			this.keys.forEach((path) -> answers.add(handle.peek(path)));
			this.parents.stream()
				.filter((path) -> !this.keys.contains(path))
				.forEach((path) -> answers.add(this.values ? handle.read(path) : handle.peek(path)));
			this.others.stream()
				.filter((path) -> !this.keys.contains(path) && !this.parents.contains(path))
				.forEach((path) -> answers.add(handle.stat(path)));
			return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new)).thenApply((done) -> {
				Map<String, Node> nodes = new HashMap<>();
				answers.forEach((answer) -> nodes.put(answer.join().path(), answer.join()));
				return new Snapshot(nodes);
			});
		}

	}

}
