package dev.kvstore.autoconfigure;

import javax.net.ssl.SSLHandshakeException;

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

	@Test
	void certificateThatIsNotTrustedIsNotCalledUnreachable(CapturedOutput output) {
		FailedStart.withStatus(new StoreUnavailableException("mine", "status", null, false,
				"the server's certificate is not trusted", new SSLHandshakeException("bad certificate")));
		assertThat(output).contains("No secure connection to the backend 'mine' can be made.")
			.contains("the server's certificate is not trusted")
			.contains("'kvstore.ssl.bundle'")
			.doesNotContain("is not reachable");
	}

}
