package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

abstract class RefusedKeysContract extends StoreContract {

	RefusedKeysContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	static Stream<StoreOperation> operations() {
		return StoreOperation.all();
	}

	@ParameterizedTest
	@MethodSource("operations")
	void emptyAndRelativeSegmentsAreRefused(StoreOperation operation) {
		List<String> paths = List.of("a//b", "//a", "a//", "/a//", "//a//", ".", "..", "/.", "./", "/../", "./a",
				"../a", "a/./b", "a/../b", "a/.", "a/..", "///");
		assertThat(paths).allSatisfy((path) -> assertRefused(operation, path));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void segmentsBelowAValidOneAreRefusedToo(StoreOperation operation) {
		List<String> names = List.of("/a", "a//b", "a//", ".", "..", "./a", "a/..", "a/../b", "\u0000", "a\u0001/b");
		assertThat(names).allSatisfy((name) -> assertRefused(operation, key(name)));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void charactersThatAServerRefusesAreRefused(StoreOperation operation) {
		List<String> refused = List.of("\u0000", "\u0001", "\n", "\t", "\u001f", "\u007f", "\u0085", "\u009f", "\ud800",
				"\udbff", "\udc00", "\udfff", "\ud83d\ude00", "\ue000", "\uf8ff", "\ufff0", "\ufffd", "\uffff");
		assertThat(refused).allSatisfy((text) -> {
			assertRefused(operation, text);
			assertRefused(operation, key("a" + text));
			assertRefused(operation, key(text + "/a"));
		});
	}

	@ParameterizedTest
	@MethodSource("operations")
	void reservedFirstSegmentsAreRefused(StoreOperation operation) {
		List<String> paths = List.of(".kvstore", "/.kvstore", ".kvstore/", ".kvstore/a", "/.kvstore/a/b", "zookeeper",
				"/zookeeper/", "zookeeper/quota");
		assertThat(paths).allSatisfy((path) -> assertRefused(operation, path));
	}

	@ParameterizedTest
	@EnumSource
	void theEmptyKeyIsRefused(KeyOperation operation) {
		assertThat(List.of("", "/", "//")).allSatisfy((path) -> assertRefused(operation, path));
	}

	@ParameterizedTest
	@MethodSource("operations")
	void nullIsRefused(StoreOperation operation) {
		assertNullRefused(() -> operation.run(this.store, null));
	}

	@Test
	void nullValuesAreRefusedAndNothingIsWritten() {
		String key = key("a");
		assertNullRefused(() -> this.store.put(key, null));
		assertNullRefused(() -> this.store.put(key, null, PutOptions.none()));
		assertNullRefused(() -> this.store.atomicPut(key, null, null));
		assertNullRefused(() -> this.store.atomicPut(key, null, null, PutOptions.none()));
		assertNullRefused(() -> this.store.transaction().put(key, null));
		assertThat(this.store.exists(key)).isFalse();
	}

	@Test
	void otherNullArgumentsAreRefusedAndNothingIsWritten() {
		String key = key("a");
		assertNullRefused(() -> this.store.put(key, bytes("1"), null));
		assertNullRefused(() -> this.store.atomicPut(key, bytes("1"), null, null));
		assertNullRefused(() -> this.store.atomicDelete(key, null));
		assertNullRefused(() -> this.store.transaction().check(null));
		assertNullRefused(() -> this.store.watch(key, null));
		assertNullRefused(() -> this.store.watchTree(key, null));
		assertNullRefused(() -> this.store.newLock(key, null));
		assertThat(this.store.exists(key)).isFalse();
	}

	@Test
	void nullArgumentsOfLocksAreRefused() throws InterruptedException {
		StoreLock lock = this.store.newLock(key("a"));
		assertNullRefused(() -> lock.tryLock(null));
		assertNullRefused(() -> lock.forceRelease(null));
		try (LockHandle handle = lock.lock()) {
			assertNullRefused(() -> handle.onLost(null));
		}
	}

	@Test
	void timesToLiveThatAreNotPositiveAreRefused() {
		assertThat(List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(-5)))
			.allSatisfy((ttl) -> assertThatIllegalArgumentException()
				.isThrownBy(() -> this.store.put(key("a"), bytes("1"), PutOptions.ttl(ttl))));
		assertThat(this.store.exists(key("a"))).isFalse();
	}

	private void assertRefused(StoreOperation operation, String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> operation.run(this.store, path));
	}

	private void assertNullRefused(ThrowingCallable call) {
		assertThatIllegalArgumentException().isThrownBy(call);
	}

}
