package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.server.ZooKeeperServer;
import dev.kvstore.server.ZooKeeperWire;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares of a key that is deleted and created again after it was read, which gives its
 * node the data version that it had.
 */
class ZooKeeperComparesTests {

	@RegisterExtension
	static final ZooKeeperServer server = ZooKeeperServer.create();

	private final ZooKeeperWire wire = ZooKeeperWire.to(server.endpoint());

	private final Store store = open(this.wire.endpoint());

	private final Store rival = open(server.endpoint());

	@BeforeEach
	void createParent() {
		this.rival.put("c/other", new byte[1]);
		this.rival.delete("c/a");
	}

	@AfterEach
	void close() {
		this.wire.close();
		this.store.close();
		this.rival.close();
	}

	@Test
	void atomicPutIsLost() {
		assertLost((expected) -> this.store.atomicPut("c/a", new byte[1], expected).isPresent());
	}

	@Test
	void atomicDeleteIsLost() {
		assertLost((expected) -> this.store.atomicDelete("c/a", expected));
	}

	@Test
	void aCheckOfAKeyThatIsNotWrittenIsLost() {
		assertLost((
				expected) -> this.store.transaction().check(expected).put("c/other", new byte[2]).commit().isPresent());
	}

	private void assertLost(Predicate<KeyValue> compare) {
		KeyValue expected = this.rival.put("c/a", new byte[1]);
		this.wire.hold(ZooKeeperWire.MULTI);
		CompletableFuture<Boolean> won = CompletableFuture.supplyAsync(() -> compare.test(expected));
		this.wire.awaitHeld();
		this.rival.delete("c/a");
		KeyValue recreated = this.rival.put("c/a", new byte[1]);
		this.wire.release();
		assertThat(won.join()).isFalse();
		assertThat(this.rival.get("c/a")).contains(recreated);
	}

	private static Store open(String endpoint) {
		return ZooKeeperStores.open(List.of(endpoint), Duration.ofSeconds(10), Duration.ofSeconds(10));
	}

}
