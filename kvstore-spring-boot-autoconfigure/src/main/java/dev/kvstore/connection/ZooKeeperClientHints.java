package dev.kvstore.connection;

import java.util.List;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

/**
 * What ZooKeeper's client reaches by reflection, with and without TLS.
 */
final class ZooKeeperClientHints extends ClientHints {

	private static final String SOCKET = "org.apache.zookeeper.ClientCnxnSocket";

	ZooKeeperClientHints() {
		super(ZooKeeperStoreFactory.LIBRARY);
	}

	@Override
	void registerClient(RuntimeHints hints) {
		registerTypes(hints, List.of(SOCKET + "NIO", SOCKET + "Netty"), MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		registerTypes(hints, List.of(SOCKET + "Netty$ZKClientHandler"));
		NettyHints.register(hints);
	}

}
