package dev.kvstore.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

abstract class TreesContract extends StoreContract {

	TreesContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void aDirectoryWithoutKeysIsEmpty() {
		KeyValue put = put("a", "1");
		assertThat(this.store.list(key("b"))).isEmpty();
		assertThat(this.store.list(key("a"))).isEmpty();
		assertThat(this.store.deleteTree(key("a"))).isZero();
		assertThat(this.store.list(this.root)).containsExactly(put);
	}

	@Test
	void aDirectoryIsEverythingStrictlyBelowIt() {
		Stream.of("app", "app/x", "app/y/z", "app2/x", "app-/x", "app0", "appx", "ap", "b/app/x", "app%2Fx")
			.forEach((name) -> put(name, "1"));
		assertThat(keys(this.store.list(key("app")))).containsExactly(key("app/x"), key("app/y/z"));
		assertThat(keys(this.store.list(key("app/y")))).containsExactly(key("app/y/z"));
		assertThat(this.store.deleteTree(key("app"))).isEqualTo(2);
		assertThat(keys(this.store.list(this.root))).containsExactlyInAnyOrder(key("app"), key("app2/x"), key("app-/x"),
				key("app0"), key("appx"), key("ap"), key("b/app/x"), key("app%2Fx"));
	}

	@Test
	void keysAreSortedByCompareTo() {
		List<String> names = new ArrayList<>(List.of("a", "a/b", "a/b/c", "a-b", "a.b", "a b", "a!b", "a0", "a0/b",
				"aa", "A", "a%", "a+b", "~", "z", "\u00e4", "\u0442/a", "\u65e5/a", "\ud7ff", "\uf900/a", "\uffef"));
		Collections.shuffle(names);
		names.forEach((name) -> put(name, name));
		List<String> listed = keys(this.store.list(this.root));
		assertThat(listed).containsExactlyElementsOf(names.stream().map(this::key).sorted().toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/" })
	void theEmptyDirectoryIsTheRoot(String directory) {
		KeyValue put = put("a/b", "1");
		List<KeyValue> everything = this.store.list(directory);
		assertThat(everything).contains(put);
		assertThat(keys(everything)).isSorted()
			.noneMatch((key) -> key.equals(".kvstore") || key.startsWith(".kvstore/"))
			.noneMatch((key) -> key.equals("zookeeper") || key.startsWith("zookeeper/"));
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree(directory, listener)) {
			await().until(watch::isSynced);
			assertThat(listener.view()).contains(put);
			KeyValue next = put("a/c", "1");
			await().until(() -> listener.view().contains(next));
		}
	}

	@Test
	void listsAreRecursive() {
		String name = String.join("/", Collections.nCopies(40, "d"));
		for (int length = 1; length <= name.length(); length += 2) {
			put(name.substring(0, length), "1");
		}
		assertThat(this.store.list(this.root)).hasSize(40);
		assertThat(this.store.list(key("d/d/d"))).hasSize(37);
		assertThat(this.store.deleteTree(key("d/d/d"))).isEqualTo(37);
		assertThat(keys(this.store.list(this.root))).containsExactly(key("d"), key("d/d"), key("d/d/d"));
	}

	@Test
	void aDeepKeyNeedsNoParents() {
		KeyValue put = put(String.join("/", Collections.nCopies(40, "d")), "1");
		assertThat(this.store.list(this.root)).containsExactly(put);
		assertThat(this.store.list(key("d/d"))).containsExactly(put);
		assertThat(this.store.deleteTree(this.root)).isEqualTo(1);
		assertThat(this.store.list(this.root)).isEmpty();
	}

	@Test
	void twoThousandKeysAreListedWatchedAndDeleted() throws Exception {
		List<Store> stores = open(2);
		List<List<KeyValue>> written = Rivals.race(16,
				(thread) -> IntStream.range(0, 125)
					.mapToObj((i) -> stores.get(thread % 2).put(key("d" + thread + "/" + i), bytes("value " + i)))
					.toList());
		List<KeyValue> listed = this.store.list(this.root);
		assertThat(listed).hasSize(2000).containsAll(written.stream().flatMap(List::stream).toList());
		assertThat(keys(listed)).isSorted();
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			assertThat(listener.view()).hasSameElementsAs(listed).hasSize(2000);
			assertThat(this.store.deleteTree(this.root)).isEqualTo(2000);
			await().until(() -> listener.view().isEmpty());
		}
		assertThat(this.store.list(this.root)).isEmpty();
	}

	@Test
	void twentyMegabytesAreListedAndWatched() throws Exception {
		byte[] value = new byte[256 * 1024];
		Rivals.race(4,
				(thread) -> IntStream.range(0, 20)
					.mapToObj((i) -> this.store.put(key(thread + "/" + i), value))
					.toList());
		List<KeyValue> listed = open().list(this.root);
		assertThat(listed).hasSize(80).allMatch((keyValue) -> keyValue.value().length == value.length);
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			assertThat(listener.view().equals(List.copyOf(listed))).isTrue();
		}
		assertThat(this.store.deleteTree(this.root)).isEqualTo(80);
	}

}
