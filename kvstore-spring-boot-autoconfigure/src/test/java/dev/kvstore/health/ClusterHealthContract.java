package dev.kvstore.health;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

import dev.kvstore.server.ServerCluster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What health tells of every backend with a cluster that has lost its quorum.
 */
abstract class ClusterHealthContract {

	private final String backend;

	private final ServerCluster<?> cluster;

	ClusterHealthContract(String backend, ServerCluster<?> cluster) {
		this.backend = backend;
		this.cluster = cluster;
	}

	@Test
	void isOutOfServiceWithoutAQuorumAndUpWithIt() {
		try (ObservedApplication application = ObservedApplication.start(this.backend, this.cluster.endpoints(),
				"kvstore.request-timeout=3s")) {
			assertThat(application.is(Status.UP)).isTrue();
			this.cluster.nodes().get(this.cluster.leader()).kill();
			await().until(() -> application.is(Status.UP));
			this.cluster.nodes().get(this.cluster.leader()).kill();
			await().until(() -> application.is(Status.OUT_OF_SERVICE));
			assertThat(application.health().getDetails()).containsEntry("reason", "no quorum")
				.containsKeys("backend", "endpoint", "endpoints", "watches", "locks");
			this.cluster.start();
			await().until(() -> application.is(Status.UP));
		}
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

}
