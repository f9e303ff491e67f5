package dev.kvstore.backend.consul;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.kvstore.server.ConsulServer;

/**
 * Consul's API as the tests use it, apart from the store.
 */
final class ConsulHttp {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConsulServer server;

	ConsulHttp(ConsulServer server) {
		this.server = server;
	}

	List<JsonObject> sessions() throws IOException, InterruptedException {
		return objects("/v1/session/list");
	}

	List<JsonObject> internalKeys() throws IOException, InterruptedException {
		return objects("/v1/kv/.kvstore/?recurse");
	}

	private List<JsonObject> objects(String path) throws IOException, InterruptedException {
		List<JsonObject> objects = new ArrayList<>();
		String body = new String(get(path), StandardCharsets.UTF_8);
		if (!body.isEmpty()) {
			for (JsonElement element : JsonParser.parseString(body).getAsJsonArray()) {
				objects.add(element.getAsJsonObject());
			}
		}
		return objects;
	}

	byte[] get(String path) throws IOException, InterruptedException {
		return send(request(path).GET().build());
	}

	byte[] put(String path, byte[] body) throws IOException, InterruptedException {
		return send(request(path).PUT(BodyPublishers.ofByteArray(body)).build());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.server.plainUrl() + path))
			.header("X-Consul-Token", ConsulServer.MANAGEMENT_TOKEN);
	}

	private byte[] send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<byte[]> response = this.client.send(request, BodyHandlers.ofByteArray());
		return (response.statusCode() == 200) ? response.body() : new byte[0];
	}

}
