package dev.kvstore.kit;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

abstract class ReadsContract extends StoreContract {

	ReadsContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void aMissingKeyIsEmpty() {
		assertThat(this.store.get(key("a"))).isEmpty();
		assertThat(this.store.exists(key("a"))).isFalse();
		assertThat(this.store.delete(key("a"))).isFalse();
	}

	@Test
	void deleteTellsWhetherThereWasAKey() {
		put("a", "1");
		assertThat(this.store.delete(key("a"))).isTrue();
		assertThat(this.store.delete(key("a"))).isFalse();
		assertThat(this.store.get(key("a"))).isEmpty();
	}

	@Test
	void deleteRemovesNeitherChildrenNorNeighbours() {
		List<KeyValue> kept = List.of(put("a/b", "1"), put("a/b/c", "1"), put("a0", "1"), put("aa", "1"));
		put("a", "1");
		assertThat(this.store.delete(key("a"))).isTrue();
		assertThat(this.store.list(this.root)).containsExactlyInAnyOrderElementsOf(kept);
	}

	@Test
	void everyStoreReadsWhatAnyStoreWroteBefore() {
		List<Store> stores = open(3);
		for (int i = 0; i < 60; i++) {
			KeyValue put = stores.get(i % 3).put(key("a"), bytes("" + i));
			assertThat(stores.get((i + 1) % 3).get(key("a"))).contains(put);
			assertThat(stores.get((i + 2) % 3).list(this.root)).containsExactly(put);
		}
	}

	@Test
	void everyStoreMissesWhatAnyStoreDeletedBefore() {
		List<Store> stores = open(3);
		for (int i = 0; i < 30; i++) {
			stores.get(i % 3).put(key("a"), bytes("" + i));
			assertThat(stores.get((i + 1) % 3).exists(key("a"))).isTrue();
			stores.get((i + 1) % 3).delete(key("a"));
			assertThat(stores.get((i + 2) % 3).exists(key("a"))).isFalse();
			assertThat(stores.get(i % 3).list(this.root)).isEmpty();
		}
	}

	@Test
	void everyStoreReadsATransactionCommittedBefore() {
		List<Store> stores = open(3);
		for (int i = 0; i < 30; i++) {
			long version = stores.get(i % 3)
				.transaction()
				.put(key("a"), bytes("" + i))
				.put(key("b"), bytes("" + i))
				.commit()
				.orElseThrow();
			assertThat(stores.get((i + 1) % 3).list(this.root)).extracting(KeyValue::version)
				.containsExactly(version, version);
			assertThat(stores.get((i + 2) % 3).get(key("b"))).map(KeyValue::version).contains(version);
		}
	}

	@Test
	void readsWhileRivalsWriteNeverGoBack() throws Exception {
		List<Store> stores = open(3);
		put("a", "0");
		Rivals.race(6, (number) -> {
			long last = 0;
			for (int i = 0; i < 50; i++) {
				Store own = stores.get((number + i) % 3);
				long version = (number < 2) ? own.put(key("a"), bytes("" + i)).version()
						: own.get(key("a")).orElseThrow().version();
				assertThat(version).isGreaterThanOrEqualTo(last);
				last = version;
			}
			return last;
		});
		assertThat(this.store.get(key("a"))).map(KeyValue::asString).contains("49");
	}

	@Test
	void aListWhileRivalsWriteHasEveryLastingKeyOnce() throws Exception {
		List<Store> stores = open(3);
		List<String> lasting = IntStream.range(10, 60).mapToObj((i) -> put("k" + i, "0").key()).toList();
		Rivals.race(6, (number) -> {
			Store own = stores.get(number % 3);
			for (int i = 0; i < 50; i++) {
				own.put(lasting.get(i), bytes("" + number));
				own.put(key("k" + i + "/passing"), bytes("1"));
				List<String> listed = keys(own.list(this.root));
				assertThat(listed).containsAll(lasting).isSorted().doesNotHaveDuplicates();
				own.delete(key("k" + i + "/passing"));
			}
			return null;
		});
		assertThat(keys(this.store.list(this.root))).isEqualTo(lasting);
	}

	@Test
	void keysSurviveReopening() {
		List<KeyValue> written = List.of(put("a", "1"), put("a/b", ""), put("c", "3"));
		put("d", "4");
		this.store.delete(key("d"));
		closeAll();
		this.store = open();
		assertThat(this.store.list(this.root)).containsExactlyElementsOf(written);
	}

}
