package dev.kvstore.discovery;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulDiscoveryTests extends ServerDiscoveryContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulDiscoveryTests() {
		super("consul", server);
	}

	@Override
	Duration longestLife() {
		return TTL.multipliedBy(2).plusSeconds(1);
	}

}
