package dev.kvstore.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link UnknownBackendFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownBackendFailureAnalyzerTests {

	@Test
	void backendsOfTheMomentAreListed(CapturedOutput output) {
		Store store = mock();
		FailedStart.withFactories(List.of(new FixedStoreFactory("mine", store), new FixedStoreFactory("alpha", store)),
				"kvstore.backend=redis");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(
					"The property 'kvstore.backend' is 'redis' (or a KvStoreConnectionDetails bean says so), and there "
							+ "is no backend of that name.")
			.containsPattern("Set 'kvstore.backend' to one of those available: alpha, .*mapdb, mine.*\\. To add");
	}

}
