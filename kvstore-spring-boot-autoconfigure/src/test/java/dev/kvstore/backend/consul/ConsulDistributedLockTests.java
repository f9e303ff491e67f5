package dev.kvstore.backend.consul;

import java.util.Comparator;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.lock.ServerDistributedLockContract;
import dev.kvstore.server.ConsulServer;

class ConsulDistributedLockTests extends ServerDistributedLockContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	private final ConsulHttp http = new ConsulHttp(server);

	ConsulDistributedLockTests() {
		super(server);
	}

	@Override
	protected Store open(String endpoint) {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(endpoint, false)));
	}

	@Override
	protected void destroyHolder(String key) throws Exception {
		String queue = ".kvstore/locks/" + KvPaths.segment(key) + "/";
		JsonObject holder = this.http.internalKeys()
			.stream()
			.filter((record) -> record.get("Key").getAsString().startsWith(queue))
			.min(Comparator.comparingLong((record) -> record.get("CreateIndex").getAsLong()))
			.orElseThrow();
		this.http.put("/v1/session/destroy/" + holder.get("Session").getAsString(), new byte[0]);
	}

}
