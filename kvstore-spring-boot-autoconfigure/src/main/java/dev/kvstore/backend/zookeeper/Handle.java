package dev.kvstore.backend.zookeeper;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Endpoint;

/**
 * One session with the servers. Requests are sent in order and answered in order; the
 * answers complete on the session's event thread. None is sent twice.
 */
final class Handle implements Watcher {

	private final CompletableFuture<ZooKeeper> client = new CompletableFuture<>();

	private final Endpoints endpoints;

	private final List<ACL> acl;

	private final Consumer<WatchedEvent> onState;

	private final AtomicInteger connections = new AtomicInteger();

	private volatile long heardNanos = System.nanoTime();

	private volatile Instant heard = Instant.now();

	Handle(Endpoints endpoints, List<ACL> acl, Consumer<WatchedEvent> onState) {
		this.endpoints = endpoints;
		this.acl = acl;
		this.onState = onState;
	}

	void started(ZooKeeper zooKeeper) {
		this.client.complete(zooKeeper);
	}

	ZooKeeper client() {
		return this.client.join();
	}

	List<ACL> acl() {
		return this.acl;
	}

	String sessionId() {
		return "0x" + Long.toHexString(client().getSessionId());
	}

	Duration sessionTimeout() {
		return Duration.ofMillis(client().getSessionTimeout());
	}

	Instant lastContact() {
		return this.heard;
	}

	@Override
	public void process(WatchedEvent event) {
		if (event.getType() == Event.EventType.None) {
			client();
			if (event.getState() == Event.KeeperState.SyncConnected) {
				this.connections.incrementAndGet();
				touch();
			}
			this.onState.accept(event);
		}
	}

	private void touch() {
		this.heardNanos = System.nanoTime();
		this.heard = Instant.now();
	}

	CompletableFuture<Void> sync() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		client().sync("/", (code, path, context) -> complete(answer, code, path, null), null);
		return answer;
	}

	CompletableFuture<Node> read(String path) {
		CompletableFuture<Node> answer = new CompletableFuture<>();
		client().getData(path, false, (code, asked, context, data, stat) -> complete(answer,
				(code == Code.NONODE.intValue()) ? 0 : code, asked, new Node(path, stat, data)), null);
		return answer;
	}

	/**
	 * Reads whether a node is a key, but not its value.
	 * @param path the path of the node
	 * @return the node, with empty data if it has any
	 */
	CompletableFuture<Node> peek(String path) {
		return stat(path).thenCompose((node) -> {
			Stat stat = node.stat();
			return (stat != null && stat.getDataLength() == 0) ? read(path)
					: CompletableFuture.completedFuture(new Node(path, stat, (stat != null) ? new byte[0] : null));
		});
	}

	/**
	 * Reads whether a node exists, which takes no right to read it.
	 * @param path the path of the node
	 * @return the node, without data
	 */
	CompletableFuture<Node> stat(String path) {
		CompletableFuture<Node> answer = new CompletableFuture<>();
		client().exists(path, false, (code, asked, context, stat) -> complete(answer,
				(code == Code.NONODE.intValue()) ? 0 : code, asked, new Node(path, stat, null)), null);
		return answer;
	}

	CompletableFuture<Boolean> exists(String path, Watcher watcher) {
		CompletableFuture<Boolean> answer = new CompletableFuture<>();
		client().exists(path, watcher, (code, asked, context, stat) -> complete(answer,
				(code == Code.NONODE.intValue()) ? 0 : code, asked, stat != null), null);
		return answer;
	}

	/**
	 * Lists the names of a node's children.
	 * @param path the path of the node
	 * @return the names, none if the node does not exist
	 */
	CompletableFuture<List<String>> children(String path) {
		CompletableFuture<List<String>> answer = new CompletableFuture<>();
		client()
			.getChildren(
					path, false, (code, asked, context, names) -> complete(answer,
							(code == Code.NONODE.intValue()) ? 0 : code, asked, (names != null) ? names : List.of()),
					null);
		return answer;
	}

	CompletableFuture<Stat> setData(String path, byte[] data) {
		CompletableFuture<Stat> answer = new CompletableFuture<>();
		client().setData(path, data, -1, (code, asked, context, stat) -> complete(answer, code, asked, stat), null);
		return answer;
	}

	/**
	 * Creates a node without data unless it exists, and before it the ancestors that do
	 * not.
	 * @param path the path of the node
	 * @return completes when it exists
	 */
	@SuppressWarnings("FutureReturnValueIgnored")
	CompletableFuture<Void> ensure(String path) {
		return create(path, null, CreateMode.PERSISTENT).handle((created, failure) -> {
			Throwable cause = (failure != null) ? ZooKeeperFailures.cause(failure) : null;
			if (cause instanceof KeeperException.NoNodeException) {
				return ensure(Layout.parent(path)).thenCompose((done) -> ensure(path));
			}
			return (cause == null || cause instanceof KeeperException.NodeExistsException)
					? CompletableFuture.<Void>completedFuture(null) : CompletableFuture.<Void>failedFuture(cause);
		}).thenCompose((ensured) -> ensured);
	}

	CompletableFuture<Node> create(String path, byte @Nullable [] data, CreateMode mode) {
		CompletableFuture<Node> answer = new CompletableFuture<>();
		client().create(path, data, this.acl, mode, (code, asked, context, name, stat) -> complete(answer, code, asked,
				new Node((name != null) ? name : path, stat, data)), null);
		return answer;
	}

	CompletableFuture<Void> delete(String path) {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		client().delete(path, -1, (code, asked, context) -> complete(answer, code, asked, null), null);
		return answer;
	}

	CompletableFuture<List<OpResult>> multi(List<Op> operations) {
		CompletableFuture<List<OpResult>> answer = new CompletableFuture<>();
		client().multi(operations, (code, asked, context, results) -> complete(answer, code, asked, results), null);
		return answer;
	}

	CompletableFuture<Void> addWatch(String path, Watcher watcher, AddWatchMode mode) {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		client().addWatch(path, watcher, mode, (code, asked, context) -> complete(answer, code, asked, null), null);
		return answer;
	}

	void removeWatches(String path, WatcherType type) {
		client().removeAllWatches(path, type, true,
				(code, asked, context) -> complete(new CompletableFuture<>(), code, asked, null), null);
	}

	private <T> void complete(CompletableFuture<T> answer, int code, @Nullable String path, @Nullable T value) {
		if (code == 0) {
			touch();
			answer.complete(value);
		}
		else {
			KeeperException failure = KeeperException.create(Code.get(code), path);
			if (!ZooKeeperFailures.isDisconnection(failure)) {
				touch();
			}
			answer.completeExceptionally(failure);
		}
	}

	/**
	 * Leaves a silent server for the next one unless an answer comes in time.
	 * @param answer the answer, which fails if it is late
	 * @param timeout how long to wait
	 * @param <T> the kind of answer
	 * @return the answer
	 */
	<T> CompletableFuture<T> within(CompletableFuture<T> answer, Duration timeout) {
		int connection = this.connections.get();
		long sent = System.nanoTime();
		return answer.orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS).whenComplete((value, failure) -> {
			if (failure instanceof TimeoutException) {
				leaveServer(connection, sent);
			}
		});
	}

	int connection() {
		return this.connections.get();
	}

	/**
	 * Leaves the server for the next one if it was silent since a request was sent.
	 * @param connection the connection by which it was sent
	 * @param sent when it was sent, by the monotonic clock
	 */
	void leaveServer(int connection, long sent) {
		if (this.connections.get() != connection || this.heardNanos - sent > 0) {
			return;
		}
		try {
			client().updateServerList("next:1");
			// the client notices the closed socket when it has something to send
			client().sync("/", (code, path, context) -> {
			}, null);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Endpoint server() {
		return this.endpoints.current();
	}

}
