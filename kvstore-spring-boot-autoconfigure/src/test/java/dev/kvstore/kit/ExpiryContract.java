package dev.kvstore.kit;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = StoreContract.THREADS, mode = ResourceAccessMode.READ)
abstract class ExpiryContract extends StoreContract {

	private static final Duration SECOND = Duration.ofSeconds(1);

	/** Of what a compare has to find, though the machine stands still for a while. */
	private static final Duration COMPARABLE = Duration.ofSeconds(4);

	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	ExpiryContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void aKeyGoesWithinTwoSecondsAfterItsTtlAndNeverBefore() throws Exception {
		List<Lifetime> lifetimes = new ArrayList<>();
		for (long millis : new long[] { 1, 100, 700, 1000, 2000, 3500 }) {
			Duration ttl = Duration.ofMillis(millis);
			lifetimes.add(begin("put" + millis, ttl, (key) -> put(this.store, key, ttl)));
			lifetimes.add(begin("create" + millis, ttl, (key) -> create(this.store, key, ttl)));
		}
		Lifetime.watch(lifetimes, open());
		lifetimes.forEach((lifetime) -> lifetime.assertWithin(TOLERANCE));
	}

	@Test
	void expiryIsADeletedEvent() throws Exception {
		RecordingListener listener = new RecordingListener();
		Duration ttl = Duration.ofMillis(1500);
		try (Watch watch = open().watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			long start = System.nanoTime();
			KeyValue put = put(this.store, key("a"), ttl);
			await().until(() -> listener.hasPut(key("a")) && listener.hasDeleted(key("a")));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ttl);
			assertThat(listener.events()).hasSize(3);
			KeyValue again = put("a", "again");
			await().until(() -> listener.view().equals(List.of(again)));
			assertThat(again.version()).isGreaterThan(put.version());
			assertThat(listener.violations()).isEmpty();
		}
	}

	@Test
	void rivalsOfOneStoreDoNotEndAKeyBeforeItsTtl() throws Exception {
		Duration ttl = Duration.ofMinutes(1);
		List<String> keys = IntStream.range(0, 100).mapToObj((number) -> key("a" + number)).toList();
		for (String key : keys) {
			Rivals.race(4, (number) -> Optional.of(put(this.store, key, ttl)));
		}
		List<KeyValue> written = this.store.list(this.root);
		assertThat(written).hasSameSizeAs(keys);
		throughout(SECOND, () -> this.store.list(this.root).equals(written));
	}

	@Test
	void anExpiredKeyIsGoneForEveryOperation() {
		KeyValue child = put("a/b", "1");
		KeyValue expired = put(this.store, key("a"), Duration.ofMillis(200));
		await().until(() -> !this.store.exists(key("a")));
		assertThat(this.store.get(key("a"))).isEmpty();
		assertThat(this.store.delete(key("a"))).isFalse();
		assertThat(this.store.atomicDelete(key("a"), expired)).isFalse();
		assertThat(this.store.atomicPut(key("a"), bytes("1"), expired)).isEmpty();
		assertThat(this.store.transaction().check(expired).delete(key("a/b")).commit()).isEmpty();
		assertThat(this.store.list(this.root)).containsExactly(child);
		KeyValue created = this.store.atomicPut(key("a"), bytes("1"), null).orElseThrow();
		assertThat(created.version()).isGreaterThan(expired.version());
	}

	@Test
	void theNextPutWithATtlCountsAnew() throws Exception {
		Store other = open();
		List.of("put", "other", "recreated").forEach((name) -> put(this.store, key(name), SECOND));
		KeyValue compared = put(this.store, key("atomic"), COMPARABLE);
		this.store.delete(key("recreated"));
		put(this.store, key("shorter"), Duration.ofHours(1));
		Duration longer = Duration.ofSeconds(3);
		Duration longest = COMPARABLE.plusSeconds(2);
		List<Lifetime> lifetimes = List.of(begin("atomic", longest, (key) -> replace(this.store, compared, longest)),
				begin("put", longer, (key) -> put(this.store, key, longer)),
				begin("other", longer, (key) -> put(other, key, longer)),
				begin("recreated", longer, (key) -> put(this.store, key, longer)),
				begin("shorter", SECOND, (key) -> put(this.store, key, SECOND)));
		Lifetime.watch(lifetimes, other);
		lifetimes.forEach((lifetime) -> lifetime.assertWithin(TOLERANCE));
	}

	@Test
	void aPutHalfwayThroughTheTtlRefreshesIt() throws Exception {
		Duration ttl = Duration.ofSeconds(2);
		put(this.store, key("a"), ttl);
		throughout(ttl.dividedBy(2), () -> this.store.exists(key("a")));
		Lifetime lifetime = begin("a", ttl, (key) -> put(this.store, key, ttl));
		Lifetime.watch(List.of(lifetime), this.store);
		lifetime.assertWithin(TOLERANCE);
	}

	@Test
	void anyWriteWithoutATtlTakesItAway() {
		Store other = open();
		KeyValue compared = put(this.store, key("atomic"), COMPARABLE);
		assertThat(this.store.atomicPut(key("atomic"), bytes("stays"), compared)).isPresent();
		Stream.of("put", "none", "transaction", "other").forEach((name) -> put(this.store, key(name), SECOND));
		put("put", "stays");
		this.store.put(key("none"), bytes("stays"), PutOptions.none());
		assertThat(this.store.transaction().put(key("transaction"), bytes("stays")).commit()).isPresent();
		other.put(key("other"), bytes("stays"));
		List<KeyValue> stays = other.list(this.root);
		assertThat(stays).hasSize(5);
		throughout(COMPARABLE.plus(expiryBoundAfterClose()), () -> other.list(this.root).equals(stays));
	}

	@Test
	void aRecreatedKeyIsNotRemovedByAnOldExpiry() {
		Store other = open();
		Stream.of("a", "b", "c").forEach((name) -> put(this.store, key(name), SECOND));
		put(this.store, key("d"), Duration.ofMillis(1));
		await().until(() -> !this.store.exists(key("d")));
		this.store.delete(key("a"));
		other.delete(key("b"));
		this.store.transaction().delete(key("c")).commit();
		List<KeyValue> stays = List.of(put("a", "1"), other.put(key("b"), bytes("1")), put("c", "1"), put("d", "1"));
		assertLasting(() -> other.list(this.root).equals(stays));
	}

	@Test
	void aWriteAtTheMomentOfExpiryStays() throws Exception {
		Duration ttl = Duration.ofMillis(200);
		List<KeyValue> written = Rivals.race(16, (number) -> {
			put(this.store, key("a" + number), ttl);
			LockSupport.parkNanos(ttl.plusMillis(number - 8).toNanos());
			return put("a" + number, "stays");
		});
		assertLasting(() -> List.copyOf(written).containsAll(this.store.list(this.root)));
		assertThat(this.store.list(this.root)).hasSameElementsAs(written);
	}

	@Test
	void longTimesToLiveAreAccepted() {
		KeyValue put = put(this.store, key("a"), Duration.ofDays(400));
		assertThat(this.store.get(key("a"))).contains(put);
		Throwable thrown = Assertions.catchThrowable(() -> put(this.store, key("b"), ChronoUnit.FOREVER.getDuration()));
		assertThat(this.store.exists(key("b"))).isEqualTo(thrown == null);
		assertThat(thrown == null || thrown instanceof IllegalArgumentException).isTrue();
	}

	@Test
	void aLostCompareChangesNoTtl() throws Exception {
		KeyValue stale = put("stays", "1");
		KeyValue stays = put("stays", "2");
		Lifetime lifetime = begin("goes", SECOND, (key) -> put(this.store, key, SECOND));
		assertThat(this.store.atomicPut(key("stays"), bytes("3"), stale, PutOptions.ttl(SECOND))).isEmpty();
		assertThat(this.store.atomicPut(key("goes"), bytes("3"), stale)).isEmpty();
		assertThat(this.store.transaction().check(stale).put(key("goes"), bytes("3")).commit()).isEmpty();
		Lifetime.watch(List.of(lifetime), this.store);
		lifetime.assertWithin(TOLERANCE);
		throughout(SECOND, () -> this.store.list(this.root).equals(List.of(stays)));
	}

	@Test
	void aKeyGoesThoughTheStoreThatWroteItIsClosed() throws Exception {
		Store writer = open();
		Lifetime lifetime = begin("a", SECOND, (key) -> put(writer, key, SECOND));
		writer.close();
		Lifetime.watch(List.of(lifetime), this.store);
		lifetime.assertWithin(expiryBoundAfterClose());
	}

	@Test
	void aTtlOutlivesReopening() throws Exception {
		KeyValue stays = put("stays", "1");
		Lifetime lifetime = begin("goes", SECOND, (key) -> put(this.store, key, SECOND));
		closeAll();
		this.store = open();
		Lifetime.watch(List.of(lifetime), this.store);
		lifetime.assertWithin(expiryBoundAfterClose());
		assertThat(this.store.list(this.root)).containsExactly(stays);
	}

	private Lifetime begin(String name, Duration ttl, Write write) throws Exception {
		return Lifetime.begin(key(name), ttl, () -> write.to(key(name)));
	}

	private void assertLasting(BooleanSupplier condition) {
		throughout(SECOND.plus(expiryBoundAfterClose()), condition::getAsBoolean);
	}

	private static KeyValue put(Store store, String key, Duration ttl) {
		return store.put(key, bytes("ttl"), PutOptions.ttl(ttl));
	}

	private static KeyValue create(Store store, String key, Duration ttl) {
		return store.atomicPut(key, bytes("ttl"), null, PutOptions.ttl(ttl)).orElseThrow();
	}

	private static KeyValue replace(Store store, KeyValue current, Duration ttl) {
		return store.atomicPut(current.key(), bytes("ttl"), current, PutOptions.ttl(ttl)).orElseThrow();
	}

	/**
	 * A write of a key.
	 */
	private interface Write {

		KeyValue to(String key);

	}

}
