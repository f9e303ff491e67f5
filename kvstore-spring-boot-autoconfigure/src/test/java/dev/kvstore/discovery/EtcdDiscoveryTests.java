package dev.kvstore.discovery;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdDiscoveryTests extends ServerDiscoveryContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdDiscoveryTests() {
		super("etcd", server);
	}

	@Override
	Duration longestLife() {
		return TTL.plusSeconds(2);
	}

}
