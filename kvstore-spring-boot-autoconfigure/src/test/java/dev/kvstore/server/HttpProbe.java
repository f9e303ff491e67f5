package dev.kvstore.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Asks a server over plain HTTP. What is not answered soon counts as an empty answer.
 */
final class HttpProbe {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final HttpClient CLIENT = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(PATIENCE)
		.build();

	private HttpProbe() {
	}

	static String get(int port, String path) {
		return send(request(port, path).GET());
	}

	static String put(int port, String path, Map<String, String> headers, String body) {
		HttpRequest.Builder request = request(port, path).PUT(BodyPublishers.ofString(body));
		headers.forEach(request::header);
		return send(request);
	}

	static String post(int port, String path, Map<String, String> headers, String body) {
		HttpRequest.Builder request = request(port, path).POST(BodyPublishers.ofString(body));
		headers.forEach(request::header);
		return send(request);
	}

	private static HttpRequest.Builder request(int port, String path) {
		return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
	}

	private static String send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
			return (response.statusCode() == 200) ? response.body() : "";
		}
		catch (IOException ex) {
			return "";
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
