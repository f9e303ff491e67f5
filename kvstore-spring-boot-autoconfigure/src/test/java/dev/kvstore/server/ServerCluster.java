package dev.kvstore.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Servers that form one cluster. {@link #stop()}, {@link #kill()} and {@link #pause()}
 * are for all at once; {@link #nodes()} are for hurting some.
 *
 * @param <N> the kind of server
 */
public abstract class ServerCluster<N extends ServerNode> implements TestServer {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final List<N> nodes;

	private final AtomicInteger classes = new AtomicInteger();

	ServerCluster(List<N> nodes) {
		this.nodes = List.copyOf(nodes);
	}

	/**
	 * Returns the servers.
	 * @return always the same ones in the same order
	 */
	public final List<N> nodes() {
		return this.nodes;
	}

	/**
	 * Asks the servers who leads, and waits until one does.
	 * @return the index of the leader
	 */
	public final int leader() {
		return Awaitility.await()
			.alias("a leader")
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.atMost(PATIENCE)
			.until(this::presentLeader, (index) -> index >= 0);
	}

	private int presentLeader() {
		List<Integer> leaders = IntStream.range(0, this.nodes.size())
			.filter((index) -> this.nodes.get(index).isRunning() && this.nodes.get(index).isLeader())
			.boxed()
			.toList();
		return (leaders.size() == 1) ? leaders.get(0) : -1;
	}

	/**
	 * Waits until every node runs and serves and one of them leads.
	 */
	public final void awaitHealthy() {
		this.nodes.forEach(ServerNode::awaitReady);
		leader();
	}

	@Override
	public final List<String> endpoints() {
		return this.nodes.stream().map(ServerNode::endpoint).toList();
	}

	@Override
	public final void start() {
		this.nodes.forEach(ServerNode::launch);
		awaitHealthy();
	}

	@Override
	public final void stop() {
		onRunning(ServerNode::stop);
	}

	@Override
	public final void kill() {
		onRunning(ServerNode::kill);
	}

	@Override
	public final void pause() {
		onRunning(ServerNode::pause);
	}

	@Override
	public final void resume() {
		onRunning(ServerNode::resume);
	}

	private void onRunning(Consumer<ServerNode> fault) {
		this.nodes.stream().filter(ServerNode::isRunning).parallel().forEach(fault);
	}

	@Override
	public final void close() {
		this.nodes.forEach(ServerNode::close);
	}

	@Override
	public final void beforeAll(ExtensionContext context) {
		if (this.classes.getAndIncrement() == 0) {
			start();
		}
	}

	@Override
	public final void afterAll(ExtensionContext context) {
		if (this.classes.decrementAndGet() == 0) {
			close();
		}
	}

}
