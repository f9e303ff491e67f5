package dev.kvstore.lifecycle;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.api.Store;
import dev.kvstore.lock.LockTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application goes through on every backend from its start to its end. A
 * backend's test class extends it; no case may be skipped or weakened.
 */
abstract class ApplicationLifecycleContract {

	static final Duration TTL = Duration.ofSeconds(2);

	/**
	 * Opens a store as another instance of the application has it.
	 * @return a store that the contract closes
	 */
	abstract Store open();

	/**
	 * Returns what makes an application use the same backend as {@link #open()}.
	 * @return properties as {@code name=value}
	 */
	abstract List<String> properties();

	@Test
	void watchesAndLeadershipEndBeforeTheDrainAndLocksAfterIt() throws Exception {
		ConfigurableApplicationContext context = Applications.start(WebApplicationType.SERVLET,
				ServingApplication.class, properties());
		ServingApplication application = context.getBean(ServingApplication.class);
		try (Store other = open()) {
			Applications.await().until(() -> application.steps().contains("leads"));
			put(other, "heard/a");
			Applications.await().until(() -> application.steps().contains("is called for heard/a"));
			assertThat(application.steps()).startsWith("opens", "serves");
			context.getBean(Store.class).newLock("jobs/forgotten").lock();
			LockTemplate template = context.getBean(LockTemplate.class);
			template.execute("jobs/late", template.options().withHoldAtLeast(Duration.ofDays(1)), (lock) -> "done");
			application.task().awaitReached();
			CompletableFuture<HttpResponse<String>> answer = request(context);
			application.request().awaitReached();
			application.steps().clear();
			Thread closing = new Thread(context::close, "closing");
			closing.start();
			stop(application, other, answer);
			closing.join();
			assertThat(application.steps()).containsExactly("leads no more",
					"has locks [jobs/task, jobs/forgotten, jobs/late, jobs/request] and watches []",
					"ends its request with its lock held", "serves no more", "ends its task with its lock held",
					"destroys, the store works", "closes");
			for (String lock : List.of("task", "forgotten", "late", "request")) {
				assertThat(other.newLock("jobs/" + lock).tryLock(Duration.ofSeconds(30))).as(lock).isPresent();
			}
		}
	}

	private static void stop(ServingApplication application, Store other,
			CompletableFuture<HttpResponse<String>> answer) throws Exception {
		application.drain().awaitReached();
		assertThat(other.newLock("leaders/web").tryLock(Duration.ofSeconds(30))).isPresent();
		put(other, "heard/b");
		long drained = System.nanoTime();
		application.drain().leave();
		// longer than the lock of the request would last without its renewal
		Applications.await().until(() -> System.nanoTime() - drained > TTL.multipliedBy(2).toNanos());
		assertThat(other.newLock("jobs/request").tryLock()).isEmpty();
		assertThat(other.newLock("jobs/task").tryLock()).isEmpty();
		assertThat(answer).isNotDone();
		application.request().leave();
		assertThat(answer.get(30, TimeUnit.SECONDS).body()).isEqualTo("held");
		assertThat(other.exists("served")).isTrue();
		application.stopped().awaitReached();
		application.stopped().leave();
		assertThat(other.newLock("jobs/task").tryLock()).isEmpty();
		application.task().leave();
	}

	private static void put(Store store, String key) {
		store.put(key, key.getBytes(StandardCharsets.UTF_8));
	}

	private static CompletableFuture<HttpResponse<String>> request(ConfigurableApplicationContext context) {
		int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

}
