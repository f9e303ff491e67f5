package dev.kvstore.leader;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Speaks HTTP to a server past its store.
 */
final class ServerHttp {

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final String endpoint;

	ServerHttp(String endpoint) {
		this.endpoint = endpoint;
	}

	String get(String path) throws IOException, InterruptedException {
		return send(request(path).GET());
	}

	String put(String path) throws IOException, InterruptedException {
		return send(request(path).PUT(BodyPublishers.noBody()));
	}

	String post(String path, String body) throws IOException, InterruptedException {
		return send(request(path).POST(BodyPublishers.ofString(body)));
	}

	List<String> find(String group, String text) {
		return Pattern.compile(group).matcher(text).results().map((found) -> found.group(1)).toList();
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://" + this.endpoint + path));
	}

	private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString()).body();
	}

}
