package dev.kvstore.backend.zookeeper;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/**
 * Reads all nodes strictly below one, many at a time. Nodes that go meanwhile are left
 * out.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class TreeReading {

	private static final int AT_ONCE = 500;

	private final Handle handle;

	private final Layout layout;

	private final BiFunction<Handle, String, CompletableFuture<Node>> reading;

	private final Consumer<Node> consumer;

	private final Deque<Runnable> waiting = new ArrayDeque<>();

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private int running;

	private TreeReading(Handle handle, Layout layout, BiFunction<Handle, String, CompletableFuture<Node>> reading,
			Consumer<Node> consumer) {
		this.handle = handle;
		this.layout = layout;
		this.reading = reading;
		this.consumer = consumer;
	}

	/**
	 * Reads a tree.
	 * @param handle the handle to ask
	 * @param layout tells which nodes are a user's
	 * @param directory the path of the node
	 * @param reading reads one node
	 * @param consumer takes each node, in the order of the server's answers
	 * @return completes when all nodes were taken
	 */
	static CompletableFuture<Void> start(Handle handle, Layout layout, String directory,
			BiFunction<Handle, String, CompletableFuture<Node>> reading, Consumer<Node> consumer) {
		TreeReading tree = new TreeReading(handle, layout, reading, consumer);
		tree.enqueue(() -> tree.list(directory));
		return tree.done;
	}

	private void list(String directory) {
		this.handle.children(directory).whenComplete((names, failure) -> {
			if (!failed(failure)) {
				names.stream()
					.map((name) -> Layout.child(directory, name))
					.filter((path) -> this.layout.key(path) != null)
					.forEach((path) -> enqueue(() -> read(path)));
			}
			finished();
		});
	}

	private void read(String path) {
		this.reading.apply(this.handle, path).whenComplete((node, failure) -> {
			if (!failed(failure)) {
				this.consumer.accept(node);
				if (node.children() > 0) {
					enqueue(() -> list(path));
				}
			}
			finished();
		});
	}

	private boolean failed(@Nullable Throwable failure) {
		if (failure != null && !(ZooKeeperFailures.cause(failure) instanceof KeeperException.NoNodeException)) {
			this.done.completeExceptionally(ZooKeeperFailures.cause(failure));
		}
		return failure != null;
	}

	private void enqueue(Runnable request) {
		synchronized (this.waiting) {
			if (this.running >= AT_ONCE) {
				this.waiting.add(request);
				return;
			}
			this.running++;
		}
		request.run();
	}

	private void finished() {
		Runnable next;
		synchronized (this.waiting) {
			next = this.done.isDone() ? null : this.waiting.poll();
			this.running -= (next != null) ? 0 : 1;
			if (this.running > 0 && next == null) {
				return;
			}
		}
		if (next != null) {
			next.run();
		}
		else {
			this.done.complete(null);
		}
	}

}
