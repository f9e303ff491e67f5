package dev.kvstore.lock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TaskThread}.
 */
class TaskThreadTests {

	private final TaskThread thread = new TaskThread();

	@AfterEach
	void clearFlag() {
		Thread.interrupted();
	}

	@Test
	void interruptReachesTheTaskAndNotItsCaller() {
		this.thread.interrupt();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		this.thread.end();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void taskThatEndedIsNotInterrupted() {
		this.thread.end();
		this.thread.interrupt();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptOfSomebodyElseIsKept() {
		Thread.currentThread().interrupt();
		this.thread.interrupt();
		this.thread.end();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void interruptOfSomebodyElseAfterTheLossEndsWithTheTask() {
		this.thread.interrupt();
		Thread.currentThread().interrupt();
		this.thread.end();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void interruptOfSomebodyElseIsKeptWithoutALoss() {
		Thread.currentThread().interrupt();
		this.thread.end();
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

}
