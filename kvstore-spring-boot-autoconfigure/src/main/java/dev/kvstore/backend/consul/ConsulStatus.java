package dev.kvstore.backend.consul;

import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import dev.kvstore.api.StoreStatus;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.KeptLeases;

/**
 * Asks the agent in use how it and its cluster are: in one round trip if the token may
 * read the agent and it is a server, else in two.
 */
final class ConsulStatus {

	private static final String OPERATION = "status";

	private static final ConsulRequest AGENT = ConsulRequest.read(OPERATION, null, "/v1/agent/self");

	private static final ConsulRequest LEADER = ConsulRequest.read(OPERATION, null, "/v1/status/leader");

	private static final int FORBIDDEN = 403;

	private final ConsulAgents agents;

	private final KeptLeases<?> lockSessions;

	ConsulStatus(ConsulAgents agents, KeptLeases<?> lockSessions) {
		this.agents = agents;
		this.lockSessions = lockSessions;
	}

	StoreStatus read() {
		Map<String, Object> details = new LinkedHashMap<>();
		ConsulAnswer answer = this.agents.call(AGENT);
		details.put("endpoint", this.agents.endpoint().toString());
		details.put("endpoints", this.agents.endpoints().stream().map(Endpoint::toString).toList());
		String leader = "";
		if (answer.isOk()) {
			leader = describe(answer.body(), details);
		}
		else if (answer.status() != FORBIDDEN || !answer.body().contains("Permission denied")) {
			throw ConsulFailures.of(AGENT, answer, this.agents.endpoint());
		}
		if (leader.isEmpty()) {
			leader = askForLeader();
		}
		details.put("leader", leader);
		details.put("lockSessions", this.lockSessions.size());
		return new StoreStatus(ConsulStore.BACKEND, !leader.isEmpty(), details);
	}

	private static String describe(String body, Map<String, Object> details) {
		try {
			JsonObject agent = JsonParser.parseString(body).getAsJsonObject();
			JsonObject configuration = agent.getAsJsonObject("Config");
			details.put("version", configuration.get("Version").getAsString());
			details.put("datacenter", configuration.get("Datacenter").getAsString());
			details.put("node", configuration.get("NodeName").getAsString());
			JsonElement leader = agent.getAsJsonObject("Stats").getAsJsonObject("consul").get("leader_addr");
			return (leader != null) ? leader.getAsString() : "";
		}
		catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException ex) {
			throw ConsulFailures.malformed(OPERATION, null, false, ex);
		}
	}

	private String askForLeader() {
		ConsulAnswer answer = this.agents.call(LEADER);
		return answer.isOk() ? answer.body().strip().replace("\"", "") : "";
	}

}
