package dev.kvstore.observation;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulObservationTests extends ServerObservationContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulObservationTests() {
		super("consul", server);
	}

}
