package dev.kvstore.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.api.StoreAccessDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreAccessDeniedFailureAnalyzer}.
 */
class StoreAccessDeniedFailureAnalyzerTests {

	@ParameterizedTest
	@CsvSource({ "etcd, kvstore.etcd.password", "consul, kvstore.consul.token", "zookeeper, kvstore.zookeeper.password",
			"mine, credentials" })
	void tellsWhereTheCredentialsAreSet(String backend, String expected) {
		FailureAnalysis analysis = new StoreAccessDeniedFailureAnalyzer()
			.analyzeCause(new StoreAccessDeniedException(backend, "status", null, "the user is not known", null));
		assertThat(analysis.getDescription()).contains("'" + backend + "'", "the user is not known");
		assertThat(analysis.getAction()).contains(expected);
	}

}
