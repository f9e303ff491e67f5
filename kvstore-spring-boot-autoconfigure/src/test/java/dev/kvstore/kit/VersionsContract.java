package dev.kvstore.kit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

abstract class VersionsContract extends StoreContract {

	VersionsContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void versionsArePositiveAndIncreaseWithEveryWrite() {
		List<Long> versions = new ArrayList<>();
		versions.add(put("a", "1").version());
		versions.add(put("a", "2").version());
		versions.add(this.store.atomicPut(key("a"), bytes("3"), get("a")).orElseThrow().version());
		versions.add(this.store.transaction().put(key("a"), bytes("4")).commit().orElseThrow());
		versions.add(open().put(key("a"), bytes("5")).version());
		assertThat(versions).allMatch((version) -> version > 0).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void writingTheSameValueAgainIsANewVersion() {
		KeyValue first = put("a", "same");
		KeyValue second = put("a", "same");
		KeyValue third = this.store.atomicPut(key("a"), bytes("same"), second).orElseThrow();
		long fourth = this.store.transaction().put(key("a"), bytes("same")).commit().orElseThrow();
		assertThat(List.of(first.version(), second.version(), third.version(), fourth)).isSorted()
			.doesNotHaveDuplicates();
		assertThat(get("a").version()).isEqualTo(fourth);
	}

	@Test
	void readsShowTheVersionThatTheWriteReturned() {
		KeyValue put = put("a", "1");
		assertThat(get("a")).isEqualTo(put);
		assertThat(this.store.list(this.root)).containsExactly(put);
		KeyValue atomic = this.store.atomicPut(key("a"), bytes("2"), put).orElseThrow();
		assertThat(get("a")).isEqualTo(atomic);
		assertThat(open().list(this.root)).containsExactly(atomic);
	}

	@Test
	void versionsIncreaseAcrossDeletion() {
		List<Long> versions = new ArrayList<>();
		versions.add(put("a", "1").version());
		this.store.delete(key("a"));
		versions.add(put("a", "1").version());
		this.store.atomicDelete(key("a"), get("a"));
		versions.add(this.store.atomicPut(key("a"), bytes("1"), null).orElseThrow().version());
		this.store.deleteTree(this.root);
		versions.add(put("a", "1").version());
		this.store.transaction().delete(key("a")).commit();
		versions.add(this.store.transaction().put(key("a"), bytes("1")).commit().orElseThrow());
		assertThat(versions).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void versionsIncreaseAcrossReopening() {
		List<Long> versions = new ArrayList<>();
		for (int life = 0; life < 3; life++) {
			versions.add(put("a", "1").version());
			this.store.delete(key("a"));
			closeAll();
			this.store = open();
		}
		assertThat(versions).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void writingOneKeyDoesNotChangeTheVersionOfAnother() {
		KeyValue parent = put("a", "1");
		KeyValue child = put("a/b", "1");
		KeyValue sibling = put("b", "1");
		put("a/b", "2");
		put("a/c", "2");
		this.store.delete(key("b"));
		assertThat(get("a")).isEqualTo(parent);
		assertThat(List.of(child.version(), sibling.version())).doesNotContain(parent.version());
	}

	@Test
	void aStaleKeyValueNeverWins() {
		KeyValue stale = put("a", "1");
		KeyValue current = put("a", "2");
		assertLoses(stale);
		assertThat(get("a")).isEqualTo(current);
	}

	@Test
	void aKeyValueOfAnEarlierLifeNeverWins() {
		KeyValue stale = put("a", "1");
		this.store.delete(key("a"));
		assertLoses(stale);
		assertThat(this.store.exists(key("a"))).isFalse();
		KeyValue current = put("a", "1");
		assertLoses(stale);
		assertThat(get("a")).isEqualTo(current);
	}

	@Test
	void aKeyValueFromBeforeReopeningNeverWinsWhenStale() {
		KeyValue stale = put("a", "1");
		this.store.delete(key("a"));
		closeAll();
		this.store = open();
		KeyValue current = put("a", "1");
		closeAll();
		this.store = open();
		assertLoses(stale);
		assertThat(this.store.atomicPut(key("a"), bytes("2"), current)).isPresent();
	}

	@Test
	void aCompareNeverWinsAgainstAConcurrentDeleteAndRecreate() throws Exception {
		Store rival = open();
		for (int round = 0; round < 100; round++) {
			KeyValue expected = put("a", "expected");
			List<Optional<KeyValue>> written = Rivals.race(2, (number) -> (number == 0)
					? this.store.atomicPut(key("a"), bytes("mine"), expected) : Optional.of(recreate(rival)));
			assertThat(get("a")).isEqualTo(written.get(1).orElseThrow());
		}
	}

	@Test
	void aCheckNeverHoldsAgainstAConcurrentDeleteAndRecreate() throws Exception {
		Store rival = open();
		for (int round = 0; round < 50; round++) {
			KeyValue expected = put("a", "expected");
			List<Long> versions = Rivals.race(2,
					(number) -> (number == 0)
							? this.store.transaction().check(expected).put(key("a"), bytes("mine")).commit().orElse(0)
							: recreate(rival).version());
			assertThat(get("a").version()).isEqualTo(versions.get(1)).isGreaterThan(versions.get(0));
		}
	}

	@Test
	void aConcurrentDeleteAndRecreateIsNeverDeletedByACompare() throws Exception {
		Store rival = open();
		for (int round = 0; round < 50; round++) {
			KeyValue expected = put("a", "expected");
			Rivals.race(2, (number) -> (number == 0) ? this.store.atomicDelete(key("a"), expected) : recreate(rival));
			assertThat(this.store.get(key("a"))).map(KeyValue::asString).contains("rival");
		}
	}

	@Test
	void aReturnedKeyValueChainsIntoTheNextCompare() {
		KeyValue last = put("a", "0");
		for (int i = 1; i < 20; i++) {
			last = this.store.atomicPut(key("a"), bytes("" + i), last).orElseThrow();
		}
		assertThat(get("a")).isEqualTo(last);
		assertThat(this.store.atomicDelete(key("a"), last)).isTrue();
	}

	@Test
	void aReturnedKeyValueIsTheOwnWriteWhileRivalsWrite() throws Exception {
		List<Store> stores = open(3);
		List<List<KeyValue>> answers = Rivals.race(12, (number) -> {
			List<KeyValue> own = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				byte[] value = bytes(number + "-" + i);
				own.add(stores.get(number % 3).put(key("a"), value));
				assertThat(own.get(i).value()).isEqualTo(value);
			}
			return own;
		});
		List<KeyValue> all = answers.stream().flatMap(List::stream).toList();
		assertThat(answers).allSatisfy((own) -> assertThat(own).extracting(KeyValue::version).isSorted());
		assertThat(all).extracting(KeyValue::version).doesNotHaveDuplicates();
		assertThat(get("a")).isEqualTo(all.stream().max(Comparator.comparing(KeyValue::version)).orElseThrow());
	}

	@Test
	void chainingNeverOverwritesARival() throws Exception {
		List<Store> stores = open(3);
		Map<Long, Long> chained = new ConcurrentHashMap<>();
		List<List<Long>> versions = Rivals.race(6, (number) -> {
			List<Long> own = new ArrayList<>();
			for (int i = 0; i < 20; i++) {
				KeyValue put = stores.get(number % 3).put(key("a"), bytes("put"));
				own.add(put.version());
				stores.get(number % 3)
					.atomicPut(key("a"), bytes("chained"), put)
					.ifPresent((next) -> chained.put(put.version(), next.version()));
			}
			return own;
		});
		List<Long> puts = versions.stream().flatMap(List::stream).toList();
		chained.forEach((from, to) -> assertThat(puts).noneMatch((version) -> from < version && version < to));
	}

	private KeyValue recreate(Store rival) {
		rival.delete(key("a"));
		return rival.put(key("a"), bytes("rival"));
	}

	private void assertLoses(KeyValue stale) {
		assertThat(this.store.atomicPut(key("a"), bytes("lost"), stale)).isEmpty();
		assertThat(this.store.atomicDelete(key("a"), stale)).isFalse();
		assertThat(this.store.transaction().check(stale).put(key("a"), bytes("lost")).commit()).isEmpty();
		assertThat(this.store.transaction().check(stale).delete(key("a")).commit()).isEmpty();
	}

	private KeyValue get(String name) {
		return this.store.get(key(name)).orElseThrow();
	}

}
