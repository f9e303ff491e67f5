package dev.kvstore.backend.consul;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.kvstore.backend.DaemonThreads;
import dev.kvstore.backend.Deadline;

/**
 * Which of several agents is in use. When that one fails, all are asked at once who leads
 * them, and the first one that knows is next; calls wait for that, but not long.
 */
final class AgentChoice implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMillis(500);

	private static final String NOBODY = "\"\"";

	private static final ConsulRequest WHO_LEADS = ConsulRequest.read("connect", null, "/v1/status/leader");

	private final List<ConsulAgent> agents;

	private volatile CompletableFuture<ConsulAgent> choice;

	private final ThreadPoolExecutor threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS,
			new SynchronousQueue<>(), new DaemonThreads("kvstore-consul-choice"),
			new ThreadPoolExecutor.DiscardPolicy());

	AgentChoice(List<ConsulAgent> agents) {
		this.agents = agents;
		this.choice = CompletableFuture.completedFuture(agents.get(0));
	}

	/**
	 * Returns the agent in use.
	 * @param deadline until when to wait for a choice that is being made
	 * @return the agent, which may have failed already if no other is better
	 */
	ConsulAgent agent(Deadline deadline) {
		try {
			return this.choice.get(Math.max(0, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.agents.get(0);
		}
		catch (ExecutionException | TimeoutException ex) {
			return this.agents.get(0);
		}
	}

	/**
	 * Chooses anew, unless that has happened since.
	 * @param failed the agent that failed
	 */
	synchronized void failed(ConsulAgent failed) {
		if (this.agents.size() == 1 || !this.choice.isDone() || !this.choice.join().equals(failed)) {
			return;
		}
		CompletableFuture<ConsulAgent> next = new CompletableFuture<>();
		this.choice = next;
		ConsulAgent following = this.agents.get((this.agents.indexOf(failed) + 1) % this.agents.size());
		next.completeOnTimeout(following, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		this.agents.forEach((agent) -> this.threads.execute(() -> ask(agent, next)));
	}

	private static void ask(ConsulAgent agent, CompletableFuture<ConsulAgent> next) {
		try {
			ConsulAnswer answer = agent.send(WHO_LEADS, new ConsulCall(Deadline.after(PATIENCE), Duration.ZERO));
			if (answer.isOk() && !answer.body().strip().equals(NOBODY)) {
				next.complete(agent);
			}
		}
		catch (IOException ex) {
			// another one answers, or none
		}
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
