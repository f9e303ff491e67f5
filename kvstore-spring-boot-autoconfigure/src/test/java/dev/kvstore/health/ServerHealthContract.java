package dev.kvstore.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Watch;
import dev.kvstore.server.ServerNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What health tells of every backend with a server, also while that does not answer.
 */
abstract class ServerHealthContract {

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

	private static final int CALLERS = 20;

	private final String backend;

	private final ServerNode server;

	private final Map<String, Object> lease;

	private final String cluster;

	private ObservedApplication application;

	private Watch watch;

	private LockHandle lock;

	/**
	 * Creates a contract.
	 * @param backend the backend
	 * @param server its server
	 * @param lease the detail that tells the lease of the one lock
	 * @param cluster the detail that tells how the cluster is
	 */
	ServerHealthContract(String backend, ServerNode server, Map<String, Object> lease, String cluster) {
		this.backend = backend;
		this.server = server;
		this.lease = lease;
		this.cluster = cluster;
	}

	@BeforeEach
	void startApplication() {
		this.application = ObservedApplication.start(this.backend, this.server.endpoints(),
				"kvstore.request-timeout=" + REQUEST_TIMEOUT, "kvstore.namespace=health",
				"kvstore.health.max-watch-staleness=1h");
		this.watch = this.application.store().watchTree("watched", (event) -> {
		});
		this.lock = this.application.store().newLock("locked").tryLock().orElseThrow();
		await().until(this.watch::isSynced);
	}

	@AfterEach
	void stopApplication() {
		this.server.resume();
		this.application.close();
	}

	@Test
	void isUpWithWhatTheBackendTells() {
		Health health = this.application.health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("backend", this.backend)
			.containsEntry("watches", Map.of("current", 1, "interrupted", 0))
			.containsEntry("locks", Map.of("held", 1, "keys", List.of("locked")))
			.containsAllEntriesOf(this.lease)
			.doesNotContainKeys("error", "reason");
		assertThat(health.getDetails().get("version")).asString().isNotBlank();
		assertThat(health.getDetails().get(this.cluster)).asString().isNotBlank();
		assertThat(health.getDetails().get("endpoint")).asString().endsWith(this.server.endpoint());
		assertThat(health.getDetails().get("endpoints")).asInstanceOf(InstanceOfAssertFactories.LIST)
			.containsExactly(health.getDetails().get("endpoint"));
	}

	@Test
	void isDownInTimeWhileTheServerIsSilentAndUpAgainByItself() {
		assertThat(this.application.is(Status.UP)).isTrue();
		this.server.pause();
		Health down = awaitDown();
		assertThat(down.getDetails()).containsEntry("backend", this.backend)
			.containsEntry("locks", Map.of("held", 1, "keys", List.of("locked")))
			.containsKey("watches");
		assertThat(down.getDetails().get("error")).asString().contains(this.backend + ": status failed");
		assertThat(down.getDetails().get("lastAnswer")).asInstanceOf(InstanceOfAssertFactories.INSTANT)
			.isBefore(Instant.now().minus(REQUEST_TIMEOUT.dividedBy(2)));
		assertThat(down.getDetails().get("endpoints")).asString().contains(this.server.endpoint());
		await().until(() -> !this.watch.isSynced());
		assertThat(this.application.health().getDetails().get("watches")).asString()
			.contains("interrupted=1", "directory=watched", "since=");
		this.server.resume();
		await().until(() -> this.application.is(Status.UP));
		await().until(() -> Map.of("current", 1, "interrupted", 0)
			.equals(this.application.health().getDetails().get("watches")));
		assertThat(this.lock.isHeld()).isTrue();
	}

	@Test
	void oneThreadAsksASilentServerHoweverManyWantToKnow() {
		this.server.pause();
		awaitDown();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<CompletableFuture<Health>> answers = Stream
				.generate(() -> CompletableFuture.supplyAsync(this.application::health, callers))
				.limit(CALLERS)
				.toList();
			CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
			await().pollInterval(Duration.ofMillis(20)).until(() -> {
				assertThat(threads()).isLessThanOrEqualTo(1);
				return all.isDone();
			});
			assertThat(answers).extracting((answer) -> answer.join().getStatus()).containsOnly(Status.DOWN);
		}
		finally {
			callers.shutdownNow();
		}
		this.server.resume();
		await().until(() -> this.application.is(Status.UP));
		await().until(() -> threads() == 0);
	}

	private Health awaitDown() {
		// a stopped process may still answer what arrives in the same moment
		return Awaitility.await()
			.pollDelay(Duration.ZERO)
			.atMost(REQUEST_TIMEOUT.plusSeconds(1))
			.until(this.application::health, (health) -> health.getStatus().equals(Status.DOWN));
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("kvstore-health-"))
			.count();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(20));
	}

}
