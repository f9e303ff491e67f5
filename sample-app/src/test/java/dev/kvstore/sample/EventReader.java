package dev.kvstore.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads server-sent events as they come.
 */
public final class EventReader implements AutoCloseable {

	private final Queue<Event> events = new ConcurrentLinkedQueue<>();

	private final AtomicInteger comments = new AtomicInteger();

	private final CompletableFuture<HttpResponse<Void>> response;

	private EventReader(HttpClient client, URI uri) {
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build();
		this.response = client.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines()));
	}

	static EventReader open(HttpClient client, URI uri) {
		return new EventReader(client, uri);
	}

	public List<Event> events() {
		return List.copyOf(this.events);
	}

	public List<Event> events(String name) {
		return this.events.stream().filter((event) -> event.name().equals(name)).toList();
	}

	public int comments() {
		return this.comments.get();
	}

	public boolean ended() {
		return this.response.isDone();
	}

	@Override
	public void close() {
		this.response.cancel(true);
	}

	/**
	 * An event.
	 *
	 * @param name the name
	 * @param data the data
	 */
	public record Event(String name, JsonNode data) {

	}

	private final class Lines implements Flow.Subscriber<String> {

		private String name = "";

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(String line) {
			if (line.startsWith(":")) {
				EventReader.this.comments.incrementAndGet();
			}
			else if (line.startsWith("event:")) {
				this.name = line.substring("event:".length());
			}
			else if (line.startsWith("data:")) {
				JsonNode data = JsonMapper.shared().readTree(line.substring("data:".length()));
				EventReader.this.events.add(new Event(this.name, data));
			}
		}

		@Override
		public void onError(Throwable failure) {
			EventReader.this.events.add(new Event("error", JsonMapper.shared().valueToTree(String.valueOf(failure))));
		}

		@Override
		public void onComplete() {
			EventReader.this.events.add(new Event("end", JsonMapper.shared().createObjectNode()));
		}

	}

}
