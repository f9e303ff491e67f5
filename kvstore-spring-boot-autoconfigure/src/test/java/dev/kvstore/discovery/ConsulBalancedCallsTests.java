package dev.kvstore.discovery;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulBalancedCallsTests extends ServerBalancedCallsContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	ConsulBalancedCallsTests() {
		super("consul", server);
	}

	@Override
	Duration longestLife() {
		return TTL.multipliedBy(2).plusSeconds(1);
	}

}
