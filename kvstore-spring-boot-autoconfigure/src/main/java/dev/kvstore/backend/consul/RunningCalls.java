package dev.kvstore.backend.consul;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Registration;

/**
 * The calls of an agent that run. Each is ended by its deadline, for which a thread wakes
 * up only now and then as long as calls are answered in time.
 */
final class RunningCalls {

	private final Set<ConsulCall> calls = ConcurrentHashMap.newKeySet();

	private final DelayedTasks timer;

	/** Not later than any call's deadline. */
	private volatile Deadline nextLook = Deadline.never();

	private Registration scheduledLook = () -> {
	};

	RunningCalls(DelayedTasks timer) {
		this.timer = timer;
	}

	void begun(ConsulCall call) {
		this.calls.add(call);
		// only now, so that a look that begins before sees the call
		if (call.deadline().isBefore(this.nextLook)) {
			lookBy(call.deadline());
		}
	}

	void ended(ConsulCall call) {
		this.calls.remove(call);
	}

	private synchronized void lookBy(Deadline deadline) {
		if (deadline.isBefore(this.nextLook)) {
			this.scheduledLook.close();
			this.nextLook = deadline;
			this.scheduledLook = this.timer.schedule(this::look, deadline.remaining());
		}
	}

	private void look() {
		synchronized (this) {
			this.nextLook = Deadline.never();
		}
		for (ConsulCall call : this.calls) {
			if (call.deadline().isOver()) {
				call.abort();
			}
			else if (call.deadline().isBefore(this.nextLook)) {
				lookBy(call.deadline());
			}
		}
	}

	/**
	 * Ends the calls that the agent holds back.
	 */
	void abortHeld() {
		this.calls.stream().filter(ConsulCall::isHeld).forEach(ConsulCall::abort);
	}

}
