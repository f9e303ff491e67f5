package dev.kvstore.observation;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdObservationTests extends ServerObservationContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdObservationTests() {
		super("etcd", server);
	}

}
