package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

abstract class InterruptsContract extends StoreContract {

	InterruptsContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	static Stream<StoreOperation> operations() {
		return StoreOperation.all();
	}

	@ParameterizedTest
	@MethodSource("operations")
	void anInterruptedThreadGetsAnAnswerOrUnavailable(StoreOperation operation) {
		KeyValue put = put("other", "1");
		boolean refused = Attempt.start(() -> runInterrupted(() -> {
			operation.run(this.store, key("a"));
			return null;
		})).answer();
		assertThat(refused && this.store.exists(key("a"))).isFalse();
		assertWorks();
		assertThat(open().get(key("other"))).contains(put);
	}

	@Test
	void anInterruptedThreadGetsAStatusOrUnavailable() {
		Attempt.start(() -> runInterrupted(this.store::status)).answer();
		assertWorks();
		assertThat(this.store.status().quorum()).isTrue();
	}

	@Test
	void aStoreIsOpenedByAnInterruptedThreadOrUnavailable() {
		put("a", "1");
		Attempt.start(() -> runInterrupted(() -> open().get(key("a")))).answer();
		assertWorks();
		assertThat(open().get(key("a"))).map(KeyValue::asString).contains("1");
	}

	@Test
	void aStoreIsClosedForGoodByAnInterruptedThread() throws Exception {
		Store closing = open();
		Watch watch = closing.watchTree(this.root, new RecordingListener());
		LockHandle handle = closing.newLock(key("a")).lock();
		closeInterrupted(closing);
		assertThat(watch.isActive() || handle.isHeld()).isFalse();
		assertThat(this.store.newLock(key("a")).tryLock(Duration.ofSeconds(10))).isPresent();
		assertWorks();
	}

	@Test
	void whatIsKeptAliveGoesAlsoWhenInterruptedThreadsCloseStoresUnderLoad() throws Exception {
		PutOptions keepAlive = PutOptions.ttl(Duration.ofSeconds(1)).withKeepAlive();
		Rivals.race(8, (number) -> {
			for (int i = 0; i < 5; i++) {
				Store closing = open();
				closing.put(key(number + "/" + i), bytes("1"), keepAlive);
				closeInterrupted(closing);
			}
			return null;
		});
		await().atMost(Duration.ofSeconds(3).plus(expiryBoundAfterClose()))
			.until(() -> this.store.list(this.root).isEmpty());
	}

	private static void closeInterrupted(Store closing) {
		Attempt.start(() -> {
			Thread.currentThread().interrupt();
			closing.close();
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			return null;
		}).answer();
	}

	@Test
	void interruptsWhileCallsRunLeaveNoDoubtAboutTheOutcome() throws Exception {
		Set<String> acknowledged = ConcurrentHashMap.newKeySet();
		Set<String> refused = ConcurrentHashMap.newKeySet();
		AtomicBoolean stop = new AtomicBoolean();
		Attempt<Void> writer = Attempt.start(() -> {
			for (int i = 0; !stop.get() || acknowledged.isEmpty(); i++) {
				write(key("a" + i), acknowledged, refused);
			}
			return null;
		});
		for (int i = 0; i < 200; i++) {
			put("other", "" + i);
			writer.interrupt();
		}
		stop.set(true);
		writer.answer();
		assertWorks();
		assertThat(keys(open().list(this.root))).containsAll(acknowledged).noneMatch(refused::contains);
	}

	private void write(String key, Set<String> acknowledged, Set<String> refused) {
		try {
			acknowledged.add(this.store.put(key, bytes("1")).key());
			assertThat(this.store.exists(key)).isTrue();
		}
		catch (StoreUnavailableException ex) {
			assertThat(Thread.interrupted()).isTrue();
			if (!ex.outcomeUnknown() && ex.operation().equals("put")) {
				refused.add(key);
			}
		}
	}

	private static <T> boolean runInterrupted(Callable<T> call) throws Exception {
		Thread.currentThread().interrupt();
		try {
			call.call();
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			return false;
		}
		catch (StoreUnavailableException ex) {
			assertThat(Thread.currentThread().isInterrupted()).isTrue();
			return !ex.outcomeUnknown();
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private void assertWorks() {
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watch(key("works"), listener)) {
			await().until(watch::isSynced);
			KeyValue put = put("works", "1");
			assertThat(this.store.atomicPut(key("works"), bytes("2"), put)).isPresent();
			await().until(() -> listener.view()
				.equals(this.store.list(this.root)
					.stream()
					.filter((keyValue) -> keyValue.key().equals(key("works")))
					.toList()));
			assertThat(List.of(watch.isActive(), this.store.delete(key("works")))).containsOnly(true);
		}
	}

}
