package dev.kvstore.leader;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;
import dev.kvstore.server.ServerCluster;
import dev.kvstore.server.ServerNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two application contexts never both lead a role while the node that leads the backend's
 * cluster is killed again and again.
 */
abstract class LeaderClusterContract {

	private static final int KILLS = 20;

	private static final String ROLE = "chosen";

	private final String backend;

	private final ServerCluster<?> cluster;

	private final BelievedLeaders believed = new BelievedLeaders();

	private final AtomicBoolean stopped = new AtomicBoolean();

	LeaderClusterContract(String backend, ServerCluster<?> cluster) {
		this.backend = backend;
		this.cluster = cluster;
	}

	@Test
	void twoContextsNeverBothLeadWhileTheClustersLeaderIsKilled() throws InterruptedException {
		this.cluster.awaitHealthy();
		try (ConfigurableApplicationContext one = context(); ConfigurableApplicationContext two = context()) {
			List<LeaderElector> electors = List.of(one.getBean(LeaderElector.class), two.getBean(LeaderElector.class));
			List<Thread> observers = electors.stream().map(this::observe).toList();
			for (int kill = 0; kill < KILLS; kill++) {
				await().until(() -> electors.stream().anyMatch((elector) -> elector.isLeader(ROLE)));
				ServerNode leader = this.cluster.nodes().get(this.cluster.leader());
				leader.kill();
				if (kill % 2 == 0) {
					electors.forEach((elector) -> elector.yield(ROLE));
				}
				this.cluster.leader();
				leader.start();
			}
			await().until(() -> electors.stream().anyMatch((elector) -> elector.isLeader(ROLE)));
			this.stopped.set(true);
			for (Thread observer : observers) {
				observer.join();
			}
		}
		this.believed.assertNeverTwo();
		assertThat(this.believed.count()).isGreaterThanOrEqualTo(KILLS / 2);
	}

	private Thread observe(LeaderElector elector) {
		Thread observer = new Thread(() -> {
			while (!this.stopped.get()) {
				this.believed.ask(elector, ROLE);
				LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
			}
		}, "observer");
		observer.setDaemon(true);
		observer.start();
		return observer;
	}

	private ConfigurableApplicationContext context() {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--kvstore.backend=" + this.backend,
					"--kvstore.endpoints=" + String.join(",", this.cluster.endpoints()), "--kvstore.request-timeout=2s",
					"--kvstore.zookeeper.session-timeout=4s", "--kvstore.leader.roles=" + ROLE,
					"--kvstore.leader.ttl=4s");
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class })
	static class Application {

	}

}
