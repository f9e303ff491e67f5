package dev.kvstore.discovery;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.server.ServerNode;

/**
 * Calls of instances that are processes of their own, and are killed.
 */
abstract class ServerBalancedCallsContract extends BalancedCallsContract {

	private final String backend;

	private final ServerNode server;

	@TempDir
	Path logs;

	private int started;

	ServerBalancedCallsContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	List<String> store() {
		return List.of("kvstore.backend=" + this.backend, "kvstore.endpoints=" + this.server.endpoint());
	}

	@Override
	AutoCloseable startInstance(List<String> arguments) {
		return OrdersProcess.start(this.logs.resolve("instance-" + this.started++ + ".log"), arguments);
	}

}
