package dev.kvstore.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the sample application on a port of this machine.
 */
final class SampleClient {

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port;

	SampleClient(int port) {
		this.port = port;
	}

	HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(uri(path)).build());
	}

	HttpResponse<String> create(String key, String value) throws Exception {
		return send(HttpRequest.newBuilder(uri("/api/keys/" + key))
			.PUT(BodyPublishers.ofString(value))
			.header("If-None-Match", "*")
			.build());
	}

	JsonNode json(String path) throws Exception {
		return JsonMapper.shared().readTree(get(path).body());
	}

	List<String> values(String directory) throws Exception {
		return json("/api/keys?directory=" + directory).findValuesAsString("value");
	}

	private HttpResponse<String> send(HttpRequest request) throws Exception {
		return this.client.send(request, BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + path);
	}

}
