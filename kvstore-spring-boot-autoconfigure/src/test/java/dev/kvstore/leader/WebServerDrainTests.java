package dev.kvstore.leader;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
		assertThat(application.granted.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(context.getBean(LeaderElector.class).isLeader("web")).isTrue();
		CompletableFuture<HttpResponse<String>> answer = request(context);
		assertThat(application.entered.await(10, TimeUnit.SECONDS)).isTrue();
		try (Store store = StoreFactories.create("mapdb", file.toString());
				Instance next = new Instance(store, LeaderElectionContract.TTL)) {
			next.elector().join("web");
			Thread closing = new Thread(context::close, "closing");
			closing.start();
			LeaderElectionContract.await().until(() -> next.leads("web"));
			assertThat(application.revoked).hasSize(1);
			assertThat(closing.isAlive()).isTrue();
			assertThat(answer).isNotDone();
			application.leave.countDown();
			assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("served");
			closing.join();
		}
	}

	private static CompletableFuture<HttpResponse<String>> request(ConfigurableApplicationContext context) {
		int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class })
	static class Application {

		private final CountDownLatch granted = new CountDownLatch(1);

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch leave = new CountDownLatch(1);

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
		HttpServlet slowServlet() {
			return new SlowServlet(this.entered, this.leave);
		}

	}

	@SuppressWarnings("serial")
	private static final class SlowServlet extends HttpServlet {

		private final transient CountDownLatch entered;

		private final transient CountDownLatch leave;

		private SlowServlet(CountDownLatch entered, CountDownLatch leave) {
			this.entered = entered;
			this.leave = leave;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			this.entered.countDown();
			try {
				this.leave.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			response.setContentLength("served".length());
			response.getWriter().write("served");
			// the server may stop as soon as this returns, with what is not sent yet
			response.flushBuffer();
		}

	}

}
