package dev.kvstore.backend.zookeeper;

import org.apache.zookeeper.client.ZKClientConfig;

/**
 * The client's settings without TLS, whatever the system properties say.
 */
final class PlainConfig extends ZKClientConfig {

	PlainConfig() {
		setProperty(ZOOKEEPER_CLIENT_CNXN_SOCKET, "ClientCnxnSocketNIO");
		setProperty(SECURE_CLIENT, "false");
	}

}
