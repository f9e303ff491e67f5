package dev.kvstore.kit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

abstract class KeysContract extends StoreContract {

	KeysContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "/%s", "%s/", "/%s/" })
	void oneLeadingAndOneTrailingSlashAreDropped(String form) {
		String written = form.formatted(key("a/b"));
		KeyValue put = this.store.put(written, bytes("1"));
		assertThat(put.key()).isEqualTo(key("a/b"));
		assertThat(this.store.get(key("a/b"))).contains(put);
		assertThat(this.store.get(written)).contains(put);
		assertThat(this.store.exists(written)).isTrue();
		assertThat(this.store.list(form.formatted(key("a")))).containsExactly(put);
		assertThat(this.store.delete(written)).isTrue();
		assertThat(this.store.exists(key("a/b"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s", "/%s", "%s/", "/%s/" })
	void writesHandBackTheCanonicalKey(String form) {
		String written = form.formatted(key("a"));
		Optional<KeyValue> created = this.store.atomicPut(written, bytes("1"), null);
		assertThat(created).map(KeyValue::key).contains(key("a"));
		assertThat(this.store.atomicPut(written, bytes("2"), created.orElseThrow())).map(KeyValue::key)
			.contains(key("a"));
		this.store.transaction().check(KeyValue.reference(written, version("a"))).put(written, bytes("3")).commit();
		assertThat(this.store.list(this.root)).extracting(KeyValue::key).containsExactly(key("a"));
		assertThat(this.store.get(written)).map(KeyValue::key).contains(key("a"));
		this.store.transaction().delete(written).checkAbsent(form.formatted(key("b"))).commit();
		assertThat(this.store.exists(key("a"))).isFalse();
	}

	@Test
	void watchesHandBackTheCanonicalKey() {
		RecordingListener one = new RecordingListener();
		RecordingListener tree = new RecordingListener();
		try (Watch watch = this.store.watch("/" + key("a/b") + "/", one);
				Watch watchTree = this.store.watchTree("/" + key("a") + "/", tree)) {
			assertThat(List.of(watch.isActive(), watchTree.isActive())).containsOnly(true);
			await().until(() -> one.isSynced() && tree.isSynced());
			this.store.put("/" + key("a/b") + "/", bytes("1"));
			await().until(() -> one.hasPut(key("a/b")) && tree.hasPut(key("a/b")));
			this.store.delete("/" + key("a/b") + "/");
			await().until(() -> one.hasDeleted(key("a/b")) && tree.hasDeleted(key("a/b")));
		}
	}

	@Test
	void locksHandBackTheCanonicalKeyAndAreOneForEveryForm() throws InterruptedException {
		StoreLock lock = this.store.newLock("/" + key("a") + "/");
		assertThat(lock.key()).isEqualTo(key("a"));
		try (LockHandle handle = lock.lock()) {
			assertThat(handle.key()).isEqualTo(key("a"));
			assertThat(this.store.newLock(key("a")).tryLock()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%2F", "%zz", "?", "a?b=c&d", "#", "a#b", "+", "a+b", " ", "a b", " a ", ":", ";a=b",
			"&", "=", "@", "!", "$", "*", "~", "^", "`", "|", "\\", "\"", "'", "(a)", "[a]", "{a}", "<a>", ",", "-",
			"_", "...", "a..b", "a.", ".a", "\u00e4", "e\u0301", "\u65e5\u672c\u8a9e", "\u200b", "\ufeff", "null",
			"true", "0" })
	void anyOtherTextIsAKey(String segment) {
		String key = key("any/" + segment + "/" + segment);
		RecordingListener listener = new RecordingListener();
		KeyValue put = this.store.put(key, bytes(segment));
		assertThat(put.key()).isEqualTo(key);
		assertThat(this.store.get(key)).contains(put);
		assertThat(this.store.list(key("any/" + segment))).containsExactly(put);
		try (Watch watch = this.store.watchTree(key("any"), listener)) {
			await().until(watch::isSynced);
			assertThat(listener.view()).containsExactly(put);
		}
		assertThat(this.store.atomicPut(key, bytes("2"), put)).map(KeyValue::key).contains(key);
		assertThat(this.store.delete(key)).isTrue();
	}

	@Test
	void charactersNextToTheRefusedOnesAreAccepted() {
		List<String> names = List.of(" ", "~", "\u00a0", "\ud7ff", "\uf900", "\uffef");
		names.forEach((name) -> put(name, name));
		assertThat(this.store.list(this.root)).extracting(KeyValue::key)
			.containsExactlyElementsOf(names.stream().map(this::key).toList());
	}

	@Test
	void reservedNamesAreReservedAsFirstSegmentOnly() {
		List<String> keys = List.of(key(".kvstore"), key(".kvstore/a"), key("zookeeper"), key("zookeeper/quota"));
		keys.forEach((key) -> this.store.put(key, bytes("1")));
		assertThat(keys(this.store.list(this.root))).containsExactlyElementsOf(keys);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".kvstore-%s", ".kvstore%s/a", "zookeeper-%s", "zookeeper%s/a", ".%s", "Zookeeper/%s" })
	void firstSegmentsLikeTheReservedOnesAreAccepted(String form) {
		String key = form.formatted(UUID.randomUUID());
		KeyValue put = this.store.put(key, bytes("1"));
		assertThat(this.store.get(key)).contains(put);
		assertThat(this.store.list("")).contains(put);
		assertThat(this.store.delete(key)).isTrue();
	}

	@Test
	void keysAreComparedCharByChar() {
		List<String> names = List.of("A", "a", "e\u0301", "\u00e9", "%61", "\uff21");
		names.forEach((name) -> put(name, name));
		assertThat(names)
			.allSatisfy((name) -> assertThat(this.store.get(key(name))).map(KeyValue::asString).contains(name));
	}

	@Test
	void aKeyMayHaveBothAValueAndKeysBelowIt() {
		KeyValue parent = put("a", "parent");
		KeyValue child = put("a/b", "child");
		assertThat(this.store.get(key("a"))).contains(parent);
		assertThat(this.store.list(this.root)).containsExactly(parent, child);
		assertThat(this.store.delete(key("a"))).isTrue();
		assertThat(this.store.exists(key("a"))).isFalse();
		assertThat(this.store.list(this.root)).containsExactly(child);
		KeyValue again = put("a", "again");
		assertThat(this.store.delete(key("a/b"))).isTrue();
		assertThat(this.store.list(this.root)).containsExactly(again);
	}

	@Test
	void implicitParentsAreNotKeys() {
		KeyValue child = put("a/b/c", "1");
		assertThat(this.store.get(key("a/b"))).isEmpty();
		assertThat(this.store.exists(key("a"))).isFalse();
		assertThat(this.store.delete(key("a/b"))).isFalse();
		assertThat(this.store.atomicDelete(key("a/b"), child)).isFalse();
		assertThat(this.store.atomicPut(key("a/b"), bytes("2"), child)).isEmpty();
		assertThat(this.store.list(this.root)).containsExactly(child);
		assertThat(this.store.atomicPut(key("a/b"), bytes("2"), null)).isPresent();
	}

	@Test
	void parentsGoWithTheirLastChild() {
		put("a/b/c", "1");
		assertThat(this.store.delete(key("a/b/c"))).isTrue();
		assertThat(this.store.list(this.root)).isEmpty();
		assertThat(this.store.exists(key("a"))).isFalse();
		assertThat(this.store.atomicPut(key("a"), bytes("2"), null)).isPresent();
	}

	private long version(String name) {
		return this.store.get(key(name)).orElseThrow().version();
	}

}
