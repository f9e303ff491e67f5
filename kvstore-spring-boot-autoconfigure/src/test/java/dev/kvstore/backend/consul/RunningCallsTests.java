package dev.kvstore.backend.consul;

import java.time.Duration;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.DelayedTasks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningCalls}.
 */
class RunningCallsTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private static final Duration SHORT = Duration.ofMillis(100);

	private final DelayedTasks timer = new DelayedTasks("kvstore-test");

	private final RunningCalls running = new RunningCalls(this.timer);

	@AfterEach
	void close() {
		this.timer.close();
	}

	@Test
	void everyCallEndsByItsOwnDeadline() {
		ConsulCall waiting = begin(LONG);
		assertEnds(begin(SHORT));
		ConsulCall later = begin(SHORT.multipliedBy(5));
		assertEnds(begin(SHORT));
		assertThat(later.isAborted()).isFalse();
		assertEnds(later);
		IntStream.rangeClosed(1, 5)
			.mapToObj((number) -> begin(SHORT.multipliedBy(number)))
			.toList()
			.forEach(this::assertEnds);
		assertThat(waiting.isAborted()).isFalse();
	}

	@Test
	void aCallThatIsOverIsLeftAlone() {
		ConsulCall over = begin(SHORT);
		this.running.ended(over);
		assertEnds(begin(SHORT.multipliedBy(2)));
		assertThat(over.isAborted()).isFalse();
	}

	@Test
	void heldCallsAreEndedTogether() {
		ConsulCall held = new ConsulCall(Deadline.after(LONG), LONG);
		this.running.begun(held);
		ConsulCall other = begin(LONG);
		this.running.abortHeld();
		assertThat(held.isAborted()).isTrue();
		assertThat(other.isAborted()).isFalse();
	}

	private ConsulCall begin(Duration timeout) {
		ConsulCall call = new ConsulCall(Deadline.after(timeout), Duration.ZERO);
		this.running.begun(call);
		return call;
	}

	private void assertEnds(ConsulCall call) {
		Awaitility.await().until(call::isAborted);
		assertThat(call.deadline().isOver()).isTrue();
		this.running.ended(call);
	}

}
