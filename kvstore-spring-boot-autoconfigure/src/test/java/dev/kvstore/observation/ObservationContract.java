package dev.kvstore.observation;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What is told of operations, on every backend.
 */
abstract class ObservationContract extends MetersContract {

	ObservationContract(String backend) {
		super(backend);
	}

	@Test
	void everyOperationIsObservedOnce() throws InterruptedException {
		KeyValue written = store().put(key("a"), VALUE);
		KeyValue again = store().put(key("a"), VALUE, PutOptions.none());
		assertThat(store().get(key("a"))).hasValue(again);
		assertThat(store().get(key("missing"))).isEmpty();
		assertThat(store().exists(key("a"))).isTrue();
		assertThat(store().list(this.directory)).hasSize(1);
		KeyValue created = store().atomicPut(key("b"), VALUE, null).orElseThrow();
		KeyValue changed = store().atomicPut(key("b"), VALUE, created, PutOptions.none()).orElseThrow();
		assertThat(store().atomicDelete(key("b"), changed)).isTrue();
		assertThat(store().transaction().check(again).put(key("c"), VALUE).delete(key("a")).commit()).isPresent();
		assertThat(store().delete(key("a"))).isFalse();
		assertThat(store().deleteTree(this.directory)).isOne();
		assertThat(store().status().quorum()).isTrue();
		store().watch(key("a"), (event) -> {
		}).close();
		store().watchTree(this.directory, (event) -> {
		}).close();
		assertThat(written.version()).isLessThan(again.version());
		assertThat(this.observed.operations()).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
				Map.entry("put success", 2L), Map.entry("get success", 2L), Map.entry("exists success", 1L),
				Map.entry("list success", 1L), Map.entry("atomicPut success", 2L),
				Map.entry("atomicDelete success", 1L), Map.entry("commit success", 1L), Map.entry("delete success", 1L),
				Map.entry("deleteTree success", 1L), Map.entry("status success", 1L), Map.entry("watch success", 1L),
				Map.entry("watchTree success", 1L)));
	}

	@Test
	void everyOperationOfALockIsObservedOnce() throws InterruptedException {
		StoreLock lock = store().newLock(key("a"));
		LockHandle first = lock.lock();
		assertThat(store().newLock(key("a"), LockOptions.defaults()).tryLock()).isEmpty();
		assertThat(lock.tryLock(Duration.ofMillis(1))).isEmpty();
		assertThat(lock.holder()).isPresent();
		first.unlock();
		first.unlock();
		first.close();
		try (LockHandle second = lock.tryLock(Duration.ofSeconds(10)).orElseThrow()) {
			assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
		}
		assertThat(this.observed.operations()).containsExactlyInAnyOrderEntriesOf(Map.of("lock success", 1L,
				"tryLock busy", 2L, "tryLock success", 1L, "holder success", 1L, "unlock success", 3L));
	}

	@Test
	void whatSomebodyElseWonIsLost() throws InterruptedException {
		KeyValue stale = store().put(key("a"), VALUE);
		store().put(key("a"), VALUE);
		assertThat(store().atomicPut(key("a"), VALUE, null)).isEmpty();
		assertThat(store().atomicPut(key("a"), VALUE, stale, PutOptions.none())).isEmpty();
		assertThat(store().atomicDelete(key("a"), stale)).isFalse();
		assertThat(store().transaction().check(stale).delete(key("a")).commit()).isEmpty();
		StoreLock lock = store().newLock(key("a"));
		LockHandle handle = lock.lock();
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
		handle.close();
		assertThat(this.observed.operations()).containsAllEntriesOf(
				Map.of("atomicPut lost", 2L, "atomicDelete lost", 1L, "commit lost", 1L, "forceRelease success", 1L));
	}

	@Test
	void badArgumentsAreInvalid() {
		assertThatIllegalArgumentException().isThrownBy(() -> store().get("a//b"));
		assertThat(this.observed.operations()).containsExactly(Map.entry("get invalid", 1L));
	}

	@Test
	void callsOfAClosedStoreAreClosed() {
		store().close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> store().put(key("a"), VALUE));
		assertThat(this.observed.operations()).containsExactly(Map.entry("put closed", 1L));
	}

	@Test
	void anInterruptedWaitIsInterrupted() {
		StoreLock lock = store().newLock(key("a"));
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(lock::lock);
		assertThat(this.observed.operations()).containsExactly(Map.entry("lock interrupted", 1L));
	}

	@Test
	void metersTellNoKeys() {
		store().put(key("a"), VALUE);
		assertThat(this.observed.meters().getMeters()).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getId().toString()).doesNotContain(this.directory));
	}

}
