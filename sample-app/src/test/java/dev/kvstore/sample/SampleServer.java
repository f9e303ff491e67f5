package dev.kvstore.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample application on a free port and a given file, and a client of it.
 */
public final class SampleServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final HttpClient client = HttpClient.newHttpClient();

	private final JsonMapper mapper = JsonMapper.shared();

	private SampleServer(ConfigurableApplicationContext context) {
		this.context = context;
	}

	public static SampleServer start(Path file, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--kvstore.mapdb.path=" + file));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		return new SampleServer(
				new SpringApplicationBuilder(SampleApplication.class).run(arguments.toArray(String[]::new)));
	}

	public HttpResponse<String> get(String path, String... headers) throws Exception {
		return send("GET", path, new byte[0], headers);
	}

	public HttpResponse<String> put(String path, String body, String... headers) throws Exception {
		return send("PUT", path, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	public HttpResponse<String> post(String path, String body, String type) throws Exception {
		return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", type);
	}

	public HttpResponse<String> delete(String path, String... headers) throws Exception {
		return send("DELETE", path, new byte[0], headers);
	}

	public HttpResponse<String> send(String method, String path, byte[] body, String... headers) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
			.method(method, BodyPublishers.ofByteArray(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	public EventReader events(String directory) {
		return EventReader.open(this.client, uri("/api/events?directory=" + encode(directory)));
	}

	public JsonNode json(HttpResponse<String> response) {
		return this.mapper.readTree(response.body());
	}

	public static String encode(String text) {
		return UriUtils.encode(text, StandardCharsets.UTF_8);
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	public int port() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + port() + path);
	}

	@Override
	public void close() {
		this.context.close();
	}

}
