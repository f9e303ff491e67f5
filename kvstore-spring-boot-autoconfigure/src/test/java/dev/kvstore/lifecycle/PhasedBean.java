package dev.kvstore.lifecycle;

import org.springframework.context.SmartLifecycle;

/**
 * Stops in a phase, once the test lets it.
 */
final class PhasedBean implements SmartLifecycle {

	private final int phase;

	private final Runnable action;

	private final Step step;

	private boolean running;

	PhasedBean(int phase, Runnable action, Step step) {
		this.phase = phase;
		this.action = action;
		this.step = step;
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.action.run();
		this.step.pass();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return this.phase;
	}

}
