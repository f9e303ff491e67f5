package dev.kvstore.discovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded store is for one process, which has all instances.
 */
class MapDbBalancedCallsTests extends BalancedCallsContract {

	private final Path file;

	MapDbBalancedCallsTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
	}

	@Override
	List<String> store() {
		return List.of("kvstore.mapdb.path=" + this.file);
	}

	@Override
	AutoCloseable startInstance(List<String> arguments) {
		return OrdersApplication.run(arguments);
	}

	@Override
	Duration longestLife() {
		return TTL.plusSeconds(2);
	}

}
