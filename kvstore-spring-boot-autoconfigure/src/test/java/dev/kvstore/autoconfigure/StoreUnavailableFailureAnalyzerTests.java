package dev.kvstore.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreUnavailableFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreUnavailableFailureAnalyzerTests {

	@Test
	void endpointsAndFailFastAreSuggested(CapturedOutput output) {
		FailedStart.withStatus(new StoreUnavailableException("mine", "status", null, false,
				"no answer from localhost:2379 within 5s", null));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The backend 'mine' is not reachable.")
			.contains("no answer from localhost:2379 within 5s")
			.contains("'kvstore.endpoints' is where it listens")
			.contains("'kvstore.fail-fast=false'");
	}

}
