package dev.kvstore.test;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StoreFaults} that keep requests or answers from arriving.
 */
class LostCallsTests extends FaultyStores {

	static Stream<Named<Consumer<Store>>> reads() {
		return Stream.of(Named.of("get", (store) -> store.get("a")), Named.of("exists", (store) -> store.exists("a")),
				Named.of("list", (store) -> store.list("")), Named.of("status", Store::status),
				Named.of("holder", (store) -> store.newLock("a").holder()));
	}

	static Stream<Named<Consumer<Store>>> writes() {
		return Stream.of(Named.of("put", (store) -> store.put("a", bytes("2"))),
				Named.of("put with a TTL", (store) -> store.put("a", bytes("2"), PutOptions.ttl(MINUTE))),
				Named.of("delete", (store) -> store.delete("a")),
				Named.of("deleteTree", (store) -> store.deleteTree("")),
				Named.of("atomicPut", (store) -> store.atomicPut("b", bytes("1"), null)),
				Named.of("atomicDelete", (store) -> store.atomicDelete("a", KeyValue.reference("a", 1))),
				Named.of("commit", (store) -> store.transaction().checkAbsent("b").delete("a").commit()));
	}

	static Stream<Named<Consumer<Store>>> locks() {
		return Stream.of(Named.of("lock", (store) -> uninterrupted(() -> store.newLock("a").lock())),
				Named.of("tryLock", (store) -> store.newLock("a").tryLock()),
				Named.of("tryLock for a while", (store) -> uninterrupted(() -> store.newLock("a").tryLock(MINUTE))));
	}

	@ParameterizedTest
	@MethodSource({ "reads", "writes", "locks" })
	void unavailableStoreDoesNothing(Consumer<Store> call) {
		KeyValue before = this.rival.put("a", bytes("1"));
		this.faults.makeUnavailable();
		assertUnavailable(call, false);
		assertThat(this.rival.list("")).containsExactly(before);
		assertThat(this.rival.newLock("a").holder()).isEmpty();
		this.faults.recover();
		call.accept(this.store);
	}

	@ParameterizedTest
	@MethodSource("writes")
	void lostRequestHasNoEffect(Consumer<Store> write) {
		KeyValue before = this.rival.put("a", bytes("1"));
		this.faults.loseRequests();
		assertUnavailable(write, true);
		assertThat(this.rival.list("")).containsExactly(before);
	}

	@ParameterizedTest
	@MethodSource("writes")
	void writeWithALostAnswerTakesEffect(Consumer<Store> write) {
		KeyValue before = this.rival.put("a", bytes("1"));
		this.faults.loseAnswers();
		assertUnavailable(write, true);
		assertThat(this.rival.list("")).isNotEqualTo(List.of(before));
	}

	@ParameterizedTest
	@MethodSource("reads")
	void readsHaveNoOutcomeThatCouldBeUnknown(Consumer<Store> read) {
		this.faults.loseRequests();
		assertUnavailable(read, false);
		this.faults.loseAnswers();
		assertUnavailable(read, false);
	}

	@ParameterizedTest
	@MethodSource("locks")
	void lockThatMayHaveBeenTakenIsGivenBack(Consumer<Store> lock) {
		this.faults.loseRequests();
		assertUnavailable(lock, true);
		this.faults.loseAnswers();
		assertUnavailable(lock, true);
		assertThat(this.rival.newLock("a").tryLock()).isPresent();
	}

	@Test
	void forcedReleaseTakesEffectOrNot() {
		LockHolder holder = new LockHolder("", this.rival.newLock("a").tryLock().orElseThrow().fencingToken());
		this.faults.loseRequests();
		assertUnavailable((store) -> store.newLock("a").forceRelease(holder), true);
		assertThat(this.rival.newLock("a").holder()).isPresent();
		this.faults.loseAnswers();
		assertUnavailable((store) -> store.newLock("a").forceRelease(holder), true);
		assertThat(this.rival.newLock("a").holder()).isEmpty();
	}

	@Test
	void messageNamesBackendOperationAndKey() {
		this.faults.makeUnavailable();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> this.store.put("a", bytes("1")))
			.withMessage("mapdb: put of 'a' failed: no server can be reached (StoreFaults)");
	}

	@Test
	@SuppressWarnings("NullAway")
	void argumentsAndTheEndOfTheStoreComeFirst() {
		Store closed = open(MINUTE);
		closed.close();
		this.faults.makeUnavailable();
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.get("a//b"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.newLock("a").tryLock(null));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> closed.get("a"));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(closed::status);
	}

	@Test
	void heldLockCanBeUnlocked() throws InterruptedException {
		LockHandle handle = this.store.newLock("a").lock();
		this.faults.makeUnavailable();
		assertThat(handle.isHeld()).isTrue();
		handle.unlock();
		assertThat(this.rival.newLock("a").holder()).isEmpty();
	}

	@Test
	void storeThatIsNotWrappedHasNoFault() {
		this.faults.makeUnavailable();
		this.faults.delayAnswers(MINUTE);
		assertThat(this.rival.put("a", bytes("1"))).isNotNull();
	}

	@Test
	void badArgumentsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.inject(this.rival, Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.delayAnswers(Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.loseLock(""));
	}

	private void assertUnavailable(Consumer<Store> call, boolean outcomeUnknown) {
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> call.accept(this.store))
			.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isEqualTo(outcomeUnknown));
	}

	private static void uninterrupted(Waiting waiting) {
		try {
			waiting.run();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private interface Waiting {

		void run() throws InterruptedException;

	}

}
