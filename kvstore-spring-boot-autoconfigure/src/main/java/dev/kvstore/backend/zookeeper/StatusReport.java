package dev.kvstore.backend.zookeeper;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.KeptLeases;

/**
 * Asks how the servers are: whether the session reaches the leader, and at the same time
 * what its server tells of itself.
 */
final class StatusReport {

	private final Calls calls;

	private final Layout layout;

	private final Watches watches;

	private final KeptLeases<?> lockSessions;

	private final ZooKeeperSettings settings;

	StatusReport(Calls calls, Layout layout, Watches watches, KeptLeases<?> lockSessions, ZooKeeperSettings settings) {
		this.calls = calls;
		this.layout = layout;
		this.watches = watches;
		this.lockSessions = lockSessions;
		this.settings = settings;
	}

	StoreStatus ask() {
		Map<String, Object> details = details();
		try {
			this.calls.beginShort("status").read((handle) -> {
				CompletableFuture<Node> answer = handle.sync()
					.thenCombine(handle.read(this.layout.own()), (done, node) -> node);
				details.put("session", handle.sessionId());
				details.put("sessionTimeout", handle.sessionTimeout().toString());
				describe(handle.server(), details);
				return answer;
			});
			return new StoreStatus(ZooKeeperFailures.BACKEND, true, details);
		}
		catch (StoreUnavailableException ex) {
			return withoutQuorum(ex);
		}
	}

	private StoreStatus withoutQuorum(StoreException failure) {
		if (Thread.currentThread().isInterrupted()) {
			throw failure;
		}
		Map<String, Object> details = details();
		for (Endpoint endpoint : this.settings.endpoints()) {
			if (describe(endpoint, details)) {
				return new StoreStatus(ZooKeeperFailures.BACKEND, false, details);
			}
		}
		throw failure;
	}

	private Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("endpoints", this.settings.endpoints().stream().map(Endpoint::authority).toList());
		details.put("watches", this.watches.size());
		details.put("lockSessions", this.lockSessions.size());
		return details;
	}

	private boolean describe(Endpoint endpoint, Map<String, Object> details) {
		try {
			Map<String, String> answer = new ServerQuestion(endpoint, this.settings).ask();
			details.put("endpoint", endpoint.authority());
			put(details, "version", answer.get("Zookeeper version"));
			put(details, "mode", answer.get("Mode"));
			put(details, "zxid", answer.get("Zxid"));
			put(details, "nodes", answer.get("Node count"));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void put(Map<String, Object> details, String name, @Nullable String value) {
		if (value != null) {
			details.put(name, value);
		}
	}

}
