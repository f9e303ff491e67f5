package dev.kvstore.backend.consul;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Endpoint;

/**
 * The agents of a store, of which all requests use the same until it fails. A read then
 * goes to the next one at once; a write only if it certainly had no effect.
 */
final class ConsulAgents implements AutoCloseable {

	private static final ThreadLocal<@Nullable Deadline> OPERATION = new ThreadLocal<>();

	private final List<ConsulAgent> agents;

	private final Duration requestTimeout;

	private final DelayedTasks timer = new DelayedTasks("kvstore-consul-deadlines");

	private final AgentChoice choice;

	private volatile boolean closed;

	ConsulAgents(ConsulSettings settings) {
		this.requestTimeout = settings.requestTimeout();
		this.agents = settings.endpoints()
			.stream()
			.map((endpoint) -> new ConsulAgent(endpoint, settings, this.timer))
			.toList();
		this.choice = new AgentChoice(this.agents);
	}

	Duration requestTimeout() {
		return this.requestTimeout;
	}

	/**
	 * Returns the agent in use.
	 * @return its endpoint
	 */
	Endpoint endpoint() {
		return this.choice.agent(Deadline.after(Duration.ZERO)).endpoint();
	}

	/**
	 * Returns the endpoints of all agents.
	 * @return the endpoints in the order of the settings
	 */
	List<Endpoint> endpoints() {
		return this.agents.stream().map(ConsulAgent::endpoint).toList();
	}

	/**
	 * Sends a request to the agents until one is able to answer.
	 * @param request the request
	 * @return the answer, whatever it is
	 * @throws StoreException if there is none within the request timeout
	 */
	ConsulAnswer call(ConsulRequest request) {
		Deadline common = OPERATION.get();
		Deadline deadline = (common != null) ? common : Deadline.after(this.requestTimeout);
		for (int left = this.agents.size() - 1;; left--) {
			try {
				Deadline part = (left > 0 && !request.isSentOnce()) ? half(deadline) : deadline;
				return attempt(request, new ConsulCall(part, Duration.ZERO));
			}
			catch (UnfitAgentException ex) {
				if (left == 0 || !ex.mayMoveOn() || deadline.isOver()) {
					throw ex.failure();
				}
			}
		}
	}

	/**
	 * Runs an operation of several calls, which end within one request timeout together.
	 * @param <T> the type of its result
	 * @param operation the operation, on whose thread the calls are made
	 * @return its result
	 * @throws StoreException if there is none within the request timeout
	 */
	<T> T within(Supplier<T> operation) {
		return within(Deadline.after(this.requestTimeout), operation);
	}

	/**
	 * Runs an operation of several calls, which end by a deadline together.
	 * @param <T> the type of its result
	 * @param deadline the deadline
	 * @param operation the operation, on whose thread the calls are made
	 * @return its result
	 * @throws StoreException if there is none by the deadline
	 */
	<T> T within(Deadline deadline, Supplier<T> operation) {
		OPERATION.set(deadline);
		try {
			return operation.get();
		}
		finally {
			OPERATION.remove();
		}
	}

	private static Deadline half(Deadline deadline) {
		return Deadline.after(deadline.remaining().dividedBy(2));
	}

	/**
	 * Sends a request that the agent holds back for a while to the agent in use only.
	 * @param request the request
	 * @param wait how long the agent holds it back
	 * @param slack by how much it may be late
	 * @return the answer, whatever it is
	 * @throws StoreException if there is none
	 */
	ConsulAnswer poll(ConsulRequest request, Duration wait, Duration slack) {
		try {
			Duration silence = wait.plus(slack);
			return attempt(request, new ConsulCall(Deadline.after(silence.plus(this.requestTimeout)), silence));
		}
		catch (UnfitAgentException ex) {
			throw ex.failure();
		}
	}

	private ConsulAnswer attempt(ConsulRequest request, ConsulCall call) throws UnfitAgentException {
		requireOpen(request, null);
		ConsulAgent agent = this.choice.agent(call.deadline());
		try {
			ConsulAnswer answer = agent.send(request, call);
			if (ConsulFailures.isUnfit(answer)) {
				this.choice.failed(agent);
				throw new UnfitAgentException(ConsulFailures.of(request, answer, agent.endpoint()),
						!request.isSentOnce() || ConsulFailures.isRefused(answer));
			}
			return answer;
		}
		catch (IOException ex) {
			requireOpen(request, ex);
			boolean interrupted = InterruptibleSockets.isInterrupted(ex);
			if (!interrupted) {
				this.choice.failed(agent);
			}
			if (call.deadline().isOver()) {
				agent.abortHeldCalls();
			}
			throw new UnfitAgentException(ConsulFailures.of(request, call, ex, agent.endpoint()),
					!interrupted && (!request.isSentOnce() || !ConsulFailures.isSent(call, ex)));
		}
	}

	private void requireOpen(ConsulRequest request, @Nullable IOException cause) {
		if (this.closed) {
			throw ConsulFailures.closed(request, cause);
		}
	}

	/**
	 * Ends whatever runs and refuses whatever comes.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.choice.close();
		this.agents.forEach(ConsulAgent::close);
		this.timer.close();
	}

	/**
	 * An agent did not do what was asked for.
	 */
	private static final class UnfitAgentException extends Exception {

		private static final long serialVersionUID = 1L;

		private final transient StoreException failure;

		private final boolean mayMoveOn;

		UnfitAgentException(StoreException failure, boolean mayMoveOn) {
			super(failure);
			this.failure = failure;
			this.mayMoveOn = mayMoveOn;
		}

		StoreException failure() {
			return this.failure;
		}

		boolean mayMoveOn() {
			return this.mayMoveOn;
		}

	}

}
