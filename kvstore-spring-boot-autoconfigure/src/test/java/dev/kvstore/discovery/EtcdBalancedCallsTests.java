package dev.kvstore.discovery;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdBalancedCallsTests extends ServerBalancedCallsContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdBalancedCallsTests() {
		super("etcd", server);
	}

	@Override
	Duration longestLife() {
		return TTL.plusSeconds(2);
	}

}
