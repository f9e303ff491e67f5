package dev.kvstore.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link NamespacedStore}.
 */
class NamespacedStoreTests {

	private static final byte[] ONE = { 1 };

	private static final byte[] TWO = { 2 };

	private final Store all;

	private final Store store;

	NamespacedStoreTests(@TempDir Path directory) {
		String file = directory.resolve("test.db").toString();
		this.all = StoreFactories.create("mapdb", file);
		this.store = new NamespacedStore(StoreFactories.create("mapdb", file), new Namespace("team/app"));
	}

	@AfterEach
	void close() {
		this.store.close();
		this.all.close();
	}

	@Test
	void keysAreBelowTheNamespaceAndHandedBackWithoutIt() {
		KeyValue written = this.store.put("/a/b/", ONE);
		assertThat(written.key()).isEqualTo("a/b");
		assertThat(this.store.get("a/b")).hasValue(written);
		assertThat(this.store.exists("a/b")).isTrue();
		assertThat(this.all.get("team/app/a/b")).hasValueSatisfying((full) -> {
			assertThat(full.version()).isEqualTo(written.version());
			assertThat(full.value()).isEqualTo(ONE);
		});
	}

	@Test
	void optionsReachTheStore() {
		this.store.put("a", ONE, PutOptions.ttl(Duration.ofMillis(200)));
		this.store.atomicPut("b", ONE, null, PutOptions.ttl(Duration.ofMillis(200)));
		Awaitility.await().until(() -> this.all.list("").isEmpty());
	}

	@Test
	void otherKeysAreNotSeen() {
		this.all.put("a", ONE);
		this.all.put("team/app", ONE);
		this.all.put("team/app2/a", ONE);
		assertThat(this.store.get("a")).isEmpty();
		assertThat(this.store.list("")).isEmpty();
		assertThat(this.store.delete("a")).isFalse();
		assertThat(this.store.deleteTree("/")).isZero();
		assertThat(this.all.list("")).hasSize(3);
	}

	@Test
	void listingsAreBelowTheNamespace() {
		this.store.put("a/x", ONE);
		this.store.put("a/y", ONE);
		this.store.put("b", ONE);
		assertThat(this.store.list("")).extracting(KeyValue::key).containsExactly("a/x", "a/y", "b");
		assertThat(this.store.list("a/")).extracting(KeyValue::key).containsExactly("a/x", "a/y");
		assertThat(this.store.deleteTree("a")).isEqualTo(2);
		assertThat(this.all.list("")).extracting(KeyValue::key).containsExactly("team/app/b");
	}

	@Test
	void comparesAreByVersion() {
		KeyValue first = this.store.atomicPut("a", ONE, null).orElseThrow();
		assertThat(first.key()).isEqualTo("a");
		assertThat(this.store.atomicPut("a", TWO, null)).isEmpty();
		KeyValue second = this.store.atomicPut("a", TWO, first).orElseThrow();
		assertThat(this.store.atomicPut("a", ONE, first)).isEmpty();
		assertThat(this.store.atomicDelete("a", first)).isFalse();
		assertThat(this.store.atomicDelete("a", KeyValue.reference("a", second.version()))).isTrue();
		assertThat(this.all.exists("team/app/a")).isFalse();
	}

	@Test
	void transactionsAreBelowTheNamespace() {
		KeyValue first = this.store.put("a", ONE);
		long version = this.store.transaction()
			.check(first)
			.checkAbsent("b")
			.put("b", TWO)
			.delete("a")
			.commit()
			.orElseThrow();
		assertThat(this.store.get("b")).hasValue(new KeyValue("b", TWO, version));
		assertThat(this.all.list("")).extracting(KeyValue::key).containsExactly("team/app/b");
		assertThat(this.store.transaction().check(first).put("c", ONE).commit()).isEmpty();
		assertThat(this.store.transaction().checkAbsent("b").put("c", ONE).commit()).isEmpty();
	}

	@Test
	void eventsHaveKeysWithoutTheNamespace() throws InterruptedException {
		this.all.put("b", ONE);
		KeyValue first = this.store.put("a", ONE);
		BlockingQueue<WatchEvent> tree = new LinkedBlockingQueue<>();
		BlockingQueue<WatchEvent> key = new LinkedBlockingQueue<>();
		try (Watch watchTree = this.store.watchTree("", tree::add); Watch watch = this.store.watch("a", key::add)) {
			for (BlockingQueue<WatchEvent> events : List.of(tree, key)) {
				assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo(new WatchEvent.Put(first));
				assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo(new WatchEvent.Synced());
			}
			this.store.delete("a");
			for (BlockingQueue<WatchEvent> events : List.of(tree, key)) {
				assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOfSatisfying(WatchEvent.Deleted.class,
						(deleted) -> assertThat(deleted.key()).isEqualTo("a"));
			}
			assertThat(watchTree.isActive()).isTrue();
			assertThat(watch.isSynced()).isTrue();
		}
	}

	@Test
	void locksAreThoseOfTheNamespace() throws InterruptedException {
		StoreLock lock = this.store.newLock("/a/");
		assertThat(lock.key()).isEqualTo("a");
		try (LockHandle handle = lock.lock(); LockHandle other = this.all.newLock("a").lock()) {
			assertThat(handle.key()).isEqualTo("a");
			assertThat(handle.isHeld()).isTrue();
			handle.assertHeld();
			assertThat(lock.tryLock()).isEmpty();
			assertThat(lock.tryLock(Duration.ofMillis(10))).isEmpty();
			assertThat(this.all.newLock("team/app/a").holder()).isEqualTo(lock.holder());
			assertThat(other.isHeld()).isTrue();
			handle.unlock();
			assertThat(lock.holder()).isEmpty();
		}
	}

	@Test
	void lockCanBeTakenAwayAndItsHolderLearnsOfIt() {
		StoreLock lock = this.store.newLock("a", LockOptions.defaults().withValue("me"));
		LockHandle handle = lock.tryLock().orElseThrow();
		BlockingQueue<String> lost = new LinkedBlockingQueue<>();
		handle.onLost(() -> lost.add("lost"));
		assertThat(lock.holder()).hasValueSatisfying((holder) -> {
			assertThat(holder.value()).isEqualTo("me");
			assertThat(holder.fencingToken()).isEqualTo(handle.fencingToken());
			assertThat(lock.forceRelease(holder)).isTrue();
			assertThat(lock.forceRelease(holder)).isFalse();
		});
		assertThatExceptionOfType(LockLostException.class).isThrownBy(handle::unlock);
		Awaitility.await().until(() -> !lost.isEmpty());
		handle.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "..", "a//b", "../other/a", ".kvstore/a", "zookeeper" })
	void keysAreCheckedBeforeTheyArePutBelowTheNamespace(String bad) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.get(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.exists(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.put(bad, ONE));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.put(bad, ONE, PutOptions.none()));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.delete(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.list(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.deleteTree(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.atomicPut(bad, ONE, null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.atomicDelete(bad, KeyValue.reference("a", 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.transaction().checkAbsent(bad));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.store.transaction().check(KeyValue.reference(bad, 1)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.transaction().put(bad, ONE));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.transaction().delete(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.watch(bad, (event) -> {
		}));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.watchTree(bad, (event) -> {
		}));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.newLock(bad));
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.newLock(bad, LockOptions.defaults()));
	}

	@Test
	@SuppressWarnings("NullAway") // nulls that callers without NullAway pass
	void nullsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.atomicDelete("a", null))
			.withMessage("'previous' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.transaction().check(null))
			.withMessage("'expected' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> this.store.watch("a", null))
			.withMessage("'listener' must not be null");
	}

	@Test
	void closingClosesTheStoreBelow() {
		assertThat(this.store.status()).isEqualTo(this.all.status());
		this.store.close();
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> this.store.get("a"));
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(this.store::status);
	}

}
