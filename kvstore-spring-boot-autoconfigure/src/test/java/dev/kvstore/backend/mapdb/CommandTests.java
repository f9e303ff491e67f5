package dev.kvstore.backend.mapdb;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link Command}.
 */
class CommandTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private final Command<Boolean> command = new Command<>(0, (batch) -> true);

	@Test
	void writeThatNobodyTookInTimeIsWithdrawnForGood() {
		StoreUnavailableException failure = failure();
		assertThat(failure.outcomeUnknown()).isFalse();
		assertThat(failure).hasMessageContaining("put of 'a'").hasMessageContaining("PT0.02S");
		assertThat(this.command.take()).isFalse();
	}

	@Test
	void writeThatWasTakenButNotAnsweredInTimeMayTakeEffect() {
		assertThat(this.command.take()).isTrue();
		assertThat(failure().outcomeUnknown()).isTrue();
	}

	@Test
	void interruptedWaitKeepsTheFlagAndWithdrawsTheWrite() {
		Thread.currentThread().interrupt();
		StoreUnavailableException failure = failure();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(failure.outcomeUnknown()).isFalse();
	}

	@Test
	void writeThatComesAfterTheQueueWasClosedIsRefusedAtOnce() {
		CommitQueue queue = new CommitQueue();
		queue.close();
		queue.add(this.command);
		assertThatExceptionOfType(StoreClosedException.class)
			.isThrownBy(() -> this.command.await("put", "a", Duration.ofMinutes(1)));
	}

	private StoreUnavailableException failure() {
		return catchThrowableOfType(StoreUnavailableException.class, () -> this.command.await("put", "a", SHORT));
	}

}
