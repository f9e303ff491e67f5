package dev.kvstore.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import com.jayway.jsonpath.JsonPath;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.health.contributor.Status;

import dev.kvstore.api.Watch;
import dev.kvstore.server.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Health while a real server answers and yet does not let a watch go on.
 */
class StaleWatchHealthTests {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create("--bcrypt-cost=4");

	/** All keys below {@code a/}, in Base64. */
	private static final String RANGE = "\"key\": \"YS8=\", \"range_end\": \"YTA=\"";

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void aWatchThatIsForbiddenPutsTheStoreOutOfServiceUntilItIsAllowed() throws Exception {
		post("role/add", "{\"name\": \"root\"}", "");
		post("user/add", "{\"name\": \"root\", \"password\": \"r\"}", "");
		post("user/grant", "{\"user\": \"root\", \"role\": \"root\"}", "");
		post("role/add", "{\"name\": \"app\"}", "");
		post("user/add", "{\"name\": \"app\", \"password\": \"a\"}", "");
		post("user/grant", "{\"user\": \"app\", \"role\": \"app\"}", "");
		allow("");
		post("enable", "{}", "");
		try (ObservedApplication application = ObservedApplication.start("etcd", List.of(server.endpoint()),
				"kvstore.etcd.username=app", "kvstore.etcd.password=a", "kvstore.health.max-watch-staleness=1s");
				Watch watch = application.store().watchTree("a", (event) -> {
				})) {
			await().until(watch::isSynced);
			assertThat(application.is(Status.UP)).isTrue();
			post("role/revoke", "{\"role\": \"app\", " + RANGE + "}", logIn());
			server.restart();
			await().until(() -> application.is(Status.OUT_OF_SERVICE));
			assertThat(application.health().getDetails()).containsEntry("reason",
					"watches interrupted for more than PT1S: [a]");
			allow(logIn());
			await().until(() -> application.is(Status.UP));
			assertThat(watch.isSynced()).isTrue();
		}
	}

	private void allow(String token) throws Exception {
		post("role/grant", "{\"name\": \"app\", \"perm\": {\"permType\": \"READWRITE\", " + RANGE + "}}", token);
	}

	private String logIn() throws Exception {
		return JsonPath.read(post("authenticate", "{\"name\": \"root\", \"password\": \"r\"}", ""), "$.token");
	}

	private String post(String path, String body, String token) throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/v3/auth/" + path))
			.POST(BodyPublishers.ofString(body));
		if (!token.isEmpty()) {
			request.header("Authorization", token);
		}
		String answer = this.client.send(request.build(), BodyHandlers.ofString()).body();
		assertThat(answer).doesNotContain("\"error\"");
		return answer;
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

}
