package dev.kvstore.observation;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockLostException;
import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OperationOutcome}.
 */
class OperationOutcomeTests {

	@Test
	void eachFailureHasAnOutcome() {
		assertThat(OperationOutcome.of(unavailable(false)).value()).isEqualTo("unavailable");
		assertThat(OperationOutcome.of(unavailable(true)).value()).isEqualTo("outcome-unknown");
		assertThat(of((why) -> new StoreRejectedException("mine", "put", "a", why, null))).isEqualTo("rejected");
		assertThat(of((why) -> new StoreAccessDeniedException("mine", "put", "a", why, null))).isEqualTo("denied");
		assertThat(of((why) -> new StoreClosedException("mine", "put", "a", why, null))).isEqualTo("closed");
		assertThat(of((why) -> new LockLostException("mine", "unlock", "a", why, null))).isEqualTo("lost");
		assertThat(of(IllegalArgumentException::new)).isEqualTo("invalid");
		assertThat(of(IllegalStateException::new)).isEqualTo("invalid");
		assertThat(of(InterruptedException::new)).isEqualTo("interrupted");
		assertThat(of(IOException::new)).isEqualTo("error");
	}

	@Test
	void noTwoOutcomesHaveTheSameName() {
		assertThat(Arrays.stream(OperationOutcome.values()).map(OperationOutcome::value)).doesNotHaveDuplicates()
			.allMatch((value) -> value.matches("[a-z-]+"));
	}

	private static String of(Function<String, Exception> failure) {
		return OperationOutcome.of(failure.apply("on purpose")).value();
	}

	private static StoreUnavailableException unavailable(boolean outcomeUnknown) {
		return new StoreUnavailableException("mine", "put", "a", outcomeUnknown, "on purpose", null);
	}

}
