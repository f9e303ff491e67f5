package dev.kvstore.leader;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

import dev.kvstore.SlowServlet;
import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for when leadership ends while an application with a web server stops.
 */
class WebServerDrainTests {

	@Test
	void phaseEndsBeforeTheWebServersDrainAndBeforeSchedulers() {
		assertThat(LeaderElector.PHASE).isLessThan(SmartLifecycle.DEFAULT_PHASE)
			.isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
			.isGreaterThan(ExecutorConfigurationSupport.DEFAULT_PHASE);
	}

	@Test
	void leadershipIsHandedOverWhileARequestIsStillServed(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("test.db");
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.SERVLET)
			.run("--server.port=0", "--kvstore.mapdb.path=" + file, "--kvstore.leader.roles=web");
		Application application = context.getBean(Application.class);
		assertThat(application.granted.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(context.getBean(LeaderElector.class).isLeader("web")).isTrue();
		SlowServlet servlet = context.getBean(SlowServlet.class);
		CompletableFuture<HttpResponse<String>> answer = SlowServlet.request(context, SlowServlet.SLOW);
		assertThat(servlet.awaitRequest()).isTrue();
		try (Store store = StoreFactories.create("mapdb", file.toString());
				Instance next = new Instance(store, LeaderElectionContract.TTL)) {
			next.elector().join("web");
			Thread closing = new Thread(context::close, "closing");
			closing.start();
			LeaderElectionContract.await().until(() -> next.leads("web"));
			assertThat(application.revoked).hasSize(1);
			assertThat(closing.isAlive()).isTrue();
			assertThat(answer).isNotDone();
			servlet.release();
			assertThat(answer.get(60, TimeUnit.SECONDS).body()).isEqualTo("served");
			closing.join();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class })
	static class Application {

		private final CountDownLatch granted = new CountDownLatch(1);

		private final List<LeadershipRevokedEvent> revoked = new CopyOnWriteArrayList<>();

		@EventListener(LeadershipGrantedEvent.class)
		void onGranted() {
			this.granted.countDown();
		}

		@EventListener
		void onRevoked(LeadershipRevokedEvent event) {
			this.revoked.add(event);
		}

		@Bean
		SlowServlet slowServlet() {
			return new SlowServlet();
		}

	}

}
