package dev.kvstore.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockHolder;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.Transaction;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ResourceLock(StoreContract.THREADS)
abstract class LifecycleContract extends StoreContract {

	LifecycleContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	static Stream<StoreOperation> operations() {
		return StoreOperation.all();
	}

	@ParameterizedTest
	@MethodSource("operations")
	void afterCloseEveryCallThrows(StoreOperation operation) {
		this.store.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> operation.run(this.store, key("a")))
			.satisfies((ex) -> assertThat(List.of(ex.backend(), ex.operation())).doesNotContain(""))
			.satisfies((ex) -> assertThat(ex.key() == null || ex.key().endsWith(key("a"))).isTrue());
	}

	@Test
	void afterCloseCallsWithoutAKeyThrowToo() {
		this.store.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> this.store.list(""));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> this.store.status());
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> this.store.transaction());
	}

	@Test
	void whatWasBegunBeforeCloseIsClosedToo() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		LockHandle handle = lock.lock();
		Transaction transaction = this.store.transaction().put(key("a"), bytes("1"));
		Watch watch = this.store.watch(key("a"), new RecordingListener());
		this.store.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(transaction::commit);
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(lock::lock);
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(lock::tryLock);
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> lock.tryLock(Duration.ofSeconds(1)));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(lock::holder);
		assertThatExceptionOfType(StoreClosedException.class)
			.isThrownBy(() -> lock.forceRelease(new LockHolder("", handle.fencingToken())));
		assertThat(handle.isHeld()).isFalse();
		assertThat(watch.isActive()).isFalse();
		assertThat(open().exists(key("a"))).isFalse();
	}

	@Test
	void closingTwiceDoesNothing() throws InterruptedException {
		LockHandle handle = this.store.newLock(key("a")).lock();
		Watch watch = this.store.watch(key("a"), new RecordingListener());
		this.store.close();
		this.store.close();
		watch.close();
		handle.close();
		handle.close();
		assertThat(watch.isActive()).isFalse();
	}

	@Test
	void manyThreadsMayCloseAtOnce() throws Exception {
		this.store.watch(key("a"), new RecordingListener());
		Rivals.race(4, (number) -> {
			this.store.close();
			assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> this.store.get(key("a")));
			return null;
		});
		assertThat(open().exists(key("a"))).isFalse();
	}

	@Test
	void storesMayBeOpenedAndClosedAtTheSameTime() throws Exception {
		this.store.close();
		List<Set<String>> written = Rivals.race(6, (number) -> {
			Set<String> own = new HashSet<>();
			for (int i = 0; i < 5; i++) {
				Store further = open();
				own.add(further.put(key(number + "/" + i), bytes("1")).key());
				assertThat(keys(further.list(key("" + number)))).hasSameElementsAs(own);
				further.close();
			}
			return own;
		});
		assertThat(keys(open().list(this.root))).hasSize(30).containsAll(written.get(0));
	}

	@Test
	void closingOneStoreLeavesTheOthersAlone() throws InterruptedException {
		Store other = open();
		RecordingListener listener = new RecordingListener();
		LockHandle handle = other.newLock(key("a")).lock();
		try (Watch watch = other.watch(key("a"), listener)) {
			await().until(watch::isSynced);
			this.store.close();
			KeyValue put = other.put(key("a"), bytes("1"));
			await().until(() -> listener.view().equals(List.of(put)));
			assertThat(handle.isHeld()).isTrue();
			assertThat(other.status().quorum()).isTrue();
		}
	}

	@Test
	void noThreadKeepsTheProcessAliveAfterClose() throws InterruptedException {
		closeAll();
		Set<Thread> before = userThreads();
		Store closing = open();
		closing.watchTree(this.root, new RecordingListener());
		closing.newLock(key("a")).lock().onLost(() -> {
		});
		closing.put(key("b"), bytes("1"), PutOptions.ttl(Duration.ofSeconds(30)).withKeepAlive());
		closing.close();
		await().pollInSameThread().until(() -> before.containsAll(userThreads()));
	}

	@Test
	void closedStoreRefusesAlsoWhatItWouldRejectAnyway() {
		Store closing = open();
		Transaction transaction = closing.transaction();
		closing.close();
		byte[] tooLarge = new byte[64 << 20];
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> closing.put(key("a"), tooLarge));
		assertThatExceptionOfType(StoreClosedException.class)
			.isThrownBy(() -> closing.atomicPut(key("a"), tooLarge, null));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> transaction.put(key("a"), tooLarge));
	}

	@Test
	void statusNamesTheBackendAndItsQuorum() {
		StoreStatus status = this.store.status();
		assertThat(status.backend()).isNotBlank();
		assertThat(status.quorum()).isTrue();
		assertThat(status.details()).isNotNull();
		assertThat(open().status().backend()).isEqualTo(status.backend());
	}

	@Test
	void closingUnderLoadLosesNothingAndLeaksNoForeignException() throws Exception {
		Store closing = open();
		Set<String> acknowledged = ConcurrentHashMap.newKeySet();
		List<Attempt<Void>> writers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			int number = i;
			writers.add(Attempt.start(() -> writeUntilItFails(closing, number, acknowledged)));
		}
		await().until(() -> acknowledged.size() > 50);
		closing.close();
		writers.forEach((writer) -> assertThat(writer.failure()).isInstanceOf(StoreException.class));
		assertThat(keys(open().list(this.root))).containsAll(acknowledged);
	}

	private Void writeUntilItFails(Store closing, int number, Set<String> acknowledged) {
		for (int i = 0;; i++) {
			acknowledged.add(closing.put(key(number + "/" + i), bytes("1")).key());
			closing.get(key(number + "/" + i));
		}
	}

	private static Set<Thread> userThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.isAlive() && !thread.isDaemon())
			.collect(Collectors.toCollection(HashSet::new));
	}

}
