package dev.kvstore.backend.consul;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.kvstore.backend.consul.ConsulRequest.Kind;

/**
 * Sessions: what keys live as long as. They depend on no health check and delete what
 * they hold when they end, without a delay for the next holder.
 */
final class ConsulSessions {

	static final Duration LONGEST_TTL = Duration.ofHours(24);

	private static final Duration DEFAULT_SHORTEST_TTL = Duration.ofSeconds(10);

	private static final String REFUSED_TTL = "Invalid Session TTL";

	private static final Pattern BOUNDS = Pattern.compile("between \\[([0-9a-z.]+)=");

	private static final String PATH = "/v1/session/";

	private final ConsulAgents agents;

	private volatile Duration shortestTtl = Duration.ZERO;

	ConsulSessions(ConsulAgents agents) {
		this.agents = agents;
	}

	static boolean isRefusedTtl(String body) {
		return body.startsWith(REFUSED_TTL);
	}

	/**
	 * Creates a session.
	 * @param operation the user's operation
	 * @param key its key
	 * @param ttl the TTL to ask for
	 * @return the session, with the TTL that the server grants instead of one that it
	 * refuses
	 */
	Session create(String operation, String key, Duration ttl) {
		Duration bounded = (ttl.compareTo(LONGEST_TTL) < 0) ? ttl : LONGEST_TTL;
		Duration asked = max(bounded, this.shortestTtl);
		ConsulRequest request = creation(operation, key, asked);
		ConsulAnswer answer = this.agents.call(request);
		if (isRefusedTtl(answer.body())) {
			this.shortestTtl = shortestTtl(answer.body());
			asked = max(asked, this.shortestTtl);
			request = creation(operation, key, asked);
			answer = this.agents.call(request);
		}
		if (!answer.isOk()) {
			throw ConsulFailures.of(request, answer, this.agents.endpoint());
		}
		return new Session(id(request, answer), asked);
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? other : one;
	}

	private static ConsulRequest creation(String operation, String key, Duration ttl) {
		JsonObject body = new JsonObject();
		body.addProperty("Name", "kvstore");
		body.addProperty("TTL", Math.max(1, ttl.toMillis()) + "ms");
		body.addProperty("Behavior", "delete");
		body.addProperty("LockDelay", "0s");
		body.add("Checks", new JsonArray());
		return new ConsulRequest(operation, key, Kind.AUXILIARY, PATH + "create", body.toString());
	}

	private static String id(ConsulRequest request, ConsulAnswer answer) {
		try {
			return JsonParser.parseString(answer.body()).getAsJsonObject().get("ID").getAsString();
		}
		catch (JsonParseException | IllegalStateException | NullPointerException ex) {
			throw ConsulFailures.malformed(request.operation(), request.key(), false, ex);
		}
	}

	private static Duration shortestTtl(String refusal) {
		Matcher bounds = BOUNDS.matcher(refusal);
		if (!bounds.find()) {
			return DEFAULT_SHORTEST_TTL;
		}
		try {
			String text = bounds.group(1);
			return text.endsWith("ms") ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
					: Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
		}
		catch (DateTimeParseException | NumberFormatException ex) {
			return DEFAULT_SHORTEST_TTL;
		}
	}

	/**
	 * Renews a session.
	 * @param session its id
	 * @return {@code false} if the server does not know it any more
	 */
	boolean renew(String session) {
		ConsulRequest request = change("renew", session);
		ConsulAnswer answer = this.agents.call(request);
		if (!answer.isOk() && answer.status() != ConsulAnswer.NOT_FOUND) {
			throw ConsulFailures.of(request, answer, this.agents.endpoint());
		}
		return answer.isOk();
	}

	/**
	 * Ends a session and, with it, the keys that it holds at that moment; one that is
	 * over is none.
	 * @param session its id
	 */
	void destroy(String session) {
		ConsulRequest request = change("destroy", session);
		ConsulAnswer answer = this.agents.call(request);
		if (!answer.isOk()) {
			throw ConsulFailures.of(request, answer, this.agents.endpoint());
		}
	}

	private static ConsulRequest change(String verb, String session) {
		return new ConsulRequest(verb + "Session", null, Kind.REPEATABLE, PATH + verb + "/" + session, "");
	}

	/**
	 * A session.
	 *
	 * @param id its id
	 * @param ttl its TTL, after up to twice of which it ends without a renewal
	 */
	record Session(String id, Duration ttl) {

	}

}
