package dev.kvstore.leader;

import java.nio.file.Path;
import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LeaderMeters}.
 */
class LeaderMetersTests {

	private final Path file;

	LeaderMetersTests(@TempDir Path directory) {
		this.file = directory.resolve("store.db");
	}

	@Test
	void oneInstanceLeadsAndTheNextFollows() {
		try (Instance first = instance(); Instance second = instance()) {
			first.elector().join("early");
			await().until(() -> first.leads("early"));
			SimpleMeterRegistry ofFirst = metered(first);
			SimpleMeterRegistry ofSecond = metered(second);
			assertThat(value(ofFirst, "early")).isOne();
			assertThat(ofSecond.find("kvstore.leader").gauge()).isNull();
			second.elector().join("early");
			assertThat(value(ofSecond, "early")).isZero();
			first.elector().leave("early");
			await().until(() -> value(ofSecond, "early") == 1);
			assertThat(value(ofFirst, "early")).isZero();
		}
	}

	@Test
	void rolesThatAreJoinedLaterAreToldToo() {
		try (Instance alone = instance()) {
			SimpleMeterRegistry meters = metered(alone);
			alone.elector().join("late");
			await().until(() -> value(meters, "late") == 1);
		}
	}

	private Instance instance() {
		return new Instance(StoreFactories.create("mapdb", this.file.toString()), Duration.ofSeconds(15));
	}

	private static SimpleMeterRegistry metered(Instance instance) {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		new LeaderMeters(instance.elector()).bindTo(meters);
		return meters;
	}

	private static double value(SimpleMeterRegistry meters, String role) {
		return meters.get("kvstore.leader").tag("role", role).gauge().value();
	}

}
