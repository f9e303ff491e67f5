package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = StoreContract.THREADS, mode = ResourceAccessMode.READ)
abstract class KeepAliveContract extends StoreContract {

	private static final Duration TTL = Duration.ofSeconds(1);

	private static final PutOptions EXPIRES = PutOptions.ttl(TTL);

	private static final PutOptions KEEP_ALIVE = EXPIRES.withKeepAlive();

	KeepAliveContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void aKeyThatIsKeptAliveOutlivesItsTtlUnchanged() {
		Store other = open();
		keepAlive("put");
		this.store.atomicPut(key("create"), bytes("1"), null, KEEP_ALIVE);
		this.store.atomicPut(key("replace"), bytes("1"), put("replace", "0"), KEEP_ALIVE);
		List<KeyValue> kept = other.list(this.root);
		assertThat(kept).hasSize(3);
		RecordingListener listener = new RecordingListener();
		try (Watch watch = other.watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			throughout(TTL.multipliedBy(4), () -> other.list(this.root).equals(kept));
			assertThat(listener.events()).hasSize(4);
		}
	}

	@Test
	void overwritingWithATtlEndsIt() throws Exception {
		Store other = open();
		Stream.of("put", "atomic", "other", "kept").forEach(this::keepAlive);
		KeyValue current = this.store.get(key("atomic")).orElseThrow();
		List<Lifetime> lifetimes = List.of(
				Lifetime.begin(key("put"), TTL, () -> this.store.put(key("put"), bytes("2"), EXPIRES)),
				Lifetime.begin(key("atomic"), TTL,
						() -> this.store.atomicPut(key("atomic"), bytes("2"), current, EXPIRES)),
				Lifetime.begin(key("other"), TTL, () -> other.put(key("other"), bytes("2"), EXPIRES)));
		Lifetime.watch(lifetimes, other);
		lifetimes.forEach((lifetime) -> lifetime.assertWithin(Duration.ofSeconds(2)));
		assertThat(keys(other.list(this.root))).containsExactly(key("kept"));
	}

	@Test
	void overwritingWithoutATtlMakesItStay() {
		Store other = open();
		Store writer = open();
		Stream.of("a", "b", "c", "d").forEach((name) -> writer.put(key(name), bytes("1"), KEEP_ALIVE));
		writer.put(key("a"), bytes("2"));
		other.put(key("b"), bytes("2"));
		other.delete(key("c"));
		other.put(key("c"), bytes("2"));
		writer.transaction().put(key("d"), bytes("2")).commit();
		List<KeyValue> stays = other.list(this.root);
		assertThat(stays).hasSize(4);
		writer.close();
		throughout(TTL.plus(expiryBoundAfterClose()), () -> other.list(this.root).equals(stays));
	}

	@Test
	void theStoreThatWroteLastKeepsItAlive() {
		Store first = open();
		Store last = open();
		first.put(key("a"), bytes("1"), KEEP_ALIVE);
		KeyValue kept = last.put(key("a"), bytes("2"), KEEP_ALIVE);
		first.close();
		throughout(TTL.plus(expiryBoundAfterClose()), () -> this.store.get(key("a")).filter(kept::equals).isPresent());
	}

	@Test
	void rivalsOfOneStoreThatKeepAKeyAliveDoNotEndIt() throws Exception {
		List<String> keys = IntStream.range(0, 100).mapToObj((number) -> key("a" + number)).toList();
		for (String key : keys) {
			Rivals.race(4, (number) -> Optional.of(this.store.put(key, bytes("1"), KEEP_ALIVE)));
		}
		List<KeyValue> kept = this.store.list(this.root);
		assertThat(kept).hasSameSizeAs(keys);
		throughout(TTL.plus(expiryBoundAfterClose()), () -> this.store.list(this.root).equals(kept));
	}

	@Test
	void aLostCompareDoesNotEndIt() {
		KeyValue stale = put("a", "0");
		keepAlive("a");
		assertThat(this.store.atomicPut(key("a"), bytes("2"), stale)).isEmpty();
		assertThat(this.store.atomicPut(key("a"), bytes("2"), stale, EXPIRES)).isEmpty();
		assertThat(this.store.atomicDelete(key("a"), stale)).isFalse();
		throughout(TTL.plus(expiryBoundAfterClose()), () -> this.store.exists(key("a")));
	}

	@Test
	void itEndsWhenTheStoreCloses() throws Exception {
		Store writer = open();
		Lifetime lifetime = Lifetime.begin(key("a"), TTL, () -> writer.put(key("a"), bytes("1"), KEEP_ALIVE));
		writer.close();
		Lifetime.watch(List.of(lifetime), this.store);
		lifetime.assertWithin(expiryBoundAfterClose());
	}

	@Test
	void itEndsAlsoForAKeyThatIsPutWhileTheStoreCloses() throws Exception {
		for (int round = 0; round < 20; round++) {
			Store closing = open();
			String key = key("a" + round);
			Rivals.race(3, (number) -> {
				if (number == 0) {
					closing.close();
					return Optional.empty();
				}
				return tryToKeepAlive(closing, key + number);
			});
		}
		await().atMost(TTL.plus(expiryBoundAfterClose()).plusSeconds(2))
			.until(() -> this.store.list(this.root).isEmpty());
	}

	@Test
	void aDeletedKeyIsNotCreatedAgain() {
		Store other = open();
		Stream.of("delete", "other", "atomic", "transaction", "tree/a").forEach(this::keepAlive);
		this.store.delete(key("delete"));
		other.delete(key("other"));
		this.store.atomicDelete(key("atomic"), this.store.get(key("atomic")).orElseThrow());
		this.store.transaction().delete(key("transaction")).commit();
		assertThat(this.store.deleteTree(key("tree"))).isEqualTo(1);
		throughout(TTL.plus(expiryBoundAfterClose()), () -> other.list(this.root).isEmpty());
	}

	private static Optional<KeyValue> tryToKeepAlive(Store closing, String key) {
		try {
			return Optional.of(closing.put(key, bytes("1"), KEEP_ALIVE));
		}
		catch (StoreException ex) {
			return Optional.empty();
		}
	}

	private void keepAlive(String name) {
		this.store.put(key(name), bytes("1"), KEEP_ALIVE);
	}

}
