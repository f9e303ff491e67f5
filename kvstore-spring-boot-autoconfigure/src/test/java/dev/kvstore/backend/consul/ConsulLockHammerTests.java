package dev.kvstore.backend.consul;

import java.util.Comparator;
import java.util.Optional;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.kit.LockHammerContract;
import dev.kvstore.server.ConsulServer;

class ConsulLockHammerTests extends LockHammerContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	private final ConsulHttp http = new ConsulHttp(server);

	@Override
	protected Store open() {
		return ConsulStore.open(ConsulSettings.of(Endpoint.parse(server.endpoint(), false)));
	}

	@Override
	protected void destroyHolder(String key, int round) throws Exception {
		Optional<JsonObject> holder = this.http.internalKeys()
			.stream()
			.filter((record) -> record.get("Key").getAsString().startsWith(".kvstore/locks/" + key + "/"))
			.min(Comparator.comparingLong((record) -> record.get("CreateIndex").getAsLong()));
		if (holder.isPresent()) {
			this.http.put("/v1/session/destroy/" + holder.get().get("Session").getAsString(), new byte[0]);
		}
	}

}
