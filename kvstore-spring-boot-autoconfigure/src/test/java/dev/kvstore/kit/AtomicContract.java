package dev.kvstore.kit;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

abstract class AtomicContract extends StoreContract {

	AtomicContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void atomicPutCreatesOnlyWhatDoesNotExist() {
		KeyValue created = this.store.atomicPut(key("a"), bytes("1"), null).orElseThrow();
		assertThat(created.asString()).isEqualTo("1");
		assertThat(this.store.atomicPut(key("a"), bytes("2"), null)).isEmpty();
		assertThat(this.store.atomicPut(key("a"), bytes("2"), null, PutOptions.none())).isEmpty();
		assertThat(this.store.get(key("a"))).contains(created);
	}

	@Test
	void atomicPutCreatesAgainAfterADelete() {
		this.store.delete(put("a", "1").key());
		assertThat(this.store.atomicPut(key("a"), bytes("2"), null)).map(KeyValue::asString).contains("2");
	}

	@Test
	void atomicPutReplacesWhatHasNotChanged() {
		KeyValue before = put("a", "1");
		Optional<KeyValue> after = this.store.atomicPut(key("a"), bytes("2"), before);
		assertThat(after).map(KeyValue::asString).contains("2");
		assertThat(this.store.get(key("a"))).isEqualTo(after);
	}

	@Test
	void aLostCompareIsEmptyAndWritesNothing() {
		KeyValue stale = put("a", "1");
		KeyValue current = open().put(key("a"), bytes("2"));
		assertThat(this.store.atomicPut(key("a"), bytes("3"), stale)).isEmpty();
		assertThat(this.store.get(key("a"))).contains(current);
	}

	@Test
	void aCompareWithAMissingKeyIsLost() {
		KeyValue gone = put("a", "1");
		this.store.delete(key("a"));
		assertThat(this.store.atomicPut(key("a"), bytes("2"), gone)).isEmpty();
		assertThat(this.store.atomicPut(key("b"), bytes("2"), KeyValue.reference(key("b"), gone.version()))).isEmpty();
		assertThat(this.store.list(this.root)).isEmpty();
	}

	@Test
	void atomicDeleteRemovesWhatHasNotChanged() {
		KeyValue put = put("a", "1");
		assertThat(this.store.atomicDelete(key("a"), put)).isTrue();
		assertThat(this.store.exists(key("a"))).isFalse();
	}

	@Test
	void atomicDeleteOfAModifiedKeyIsFalse() {
		KeyValue stale = put("a", "1");
		KeyValue current = put("a", "1");
		assertThat(this.store.atomicDelete(key("a"), stale)).isFalse();
		assertThat(this.store.get(key("a"))).contains(current);
	}

	@Test
	void atomicDeleteOfAMissingKeyIsFalse() {
		KeyValue put = put("a", "1");
		this.store.delete(key("a"));
		assertThat(this.store.atomicDelete(key("a"), put)).isFalse();
		assertThat(this.store.atomicDelete(key("never"), KeyValue.reference(key("never"), 1))).isFalse();
	}

	@Test
	void atomicOperationsLeaveChildrenAlone() {
		KeyValue child = put("a/b", "1");
		KeyValue parent = this.store.atomicPut(key("a"), bytes("1"), null).orElseThrow();
		assertThat(this.store.atomicDelete(key("a"), parent)).isTrue();
		assertThat(this.store.list(this.root)).containsExactly(child);
	}

	@Test
	void onlyTheVersionOfPreviousCounts() {
		KeyValue put = put("a", "1");
		KeyValue next = this.store.atomicPut(key("a"), bytes("2"), KeyValue.reference(key("a"), put.version()))
			.orElseThrow();
		KeyValue last = this.store
			.atomicPut(key("a"), bytes("3"), new KeyValue("elsewhere", bytes("other"), next.version()))
			.orElseThrow();
		assertThat(this.store.atomicDelete(key("a"), KeyValue.reference("elsewhere", next.version()))).isFalse();
		assertThat(this.store.atomicDelete(key("a"), KeyValue.reference("elsewhere", last.version()))).isTrue();
	}

	@Test
	void oneOfManyRivalsCreates() throws Exception {
		List<Store> stores = open(2);
		for (int round = 0; round < 5; round++) {
			String key = key("round" + round);
			List<Optional<KeyValue>> created = Rivals.race(16,
					(number) -> stores.get(number % 2).atomicPut(key, bytes("rival " + number), null));
			List<KeyValue> winners = created.stream().flatMap(Optional::stream).toList();
			assertThat(winners).hasSize(1);
			assertThat(this.store.get(key)).contains(winners.get(0));
		}
	}

	@Test
	void oneOfManyRivalsReplaces() throws Exception {
		List<Store> stores = open(2);
		KeyValue expected = put("a", "0");
		for (int round = 0; round < 5; round++) {
			KeyValue previous = expected;
			List<KeyValue> winners = Rivals
				.race(16, (number) -> stores.get(number % 2).atomicPut(key("a"), bytes("" + number), previous))
				.stream()
				.flatMap(Optional::stream)
				.toList();
			assertThat(winners).hasSize(1);
			expected = winners.get(0);
		}
		assertThat(this.store.get(key("a"))).contains(expected);
	}

	@Test
	void oneOfManyRivalsDeletes() throws Exception {
		List<Store> stores = open(2);
		for (int round = 0; round < 5; round++) {
			KeyValue put = put("a", "1");
			List<Boolean> deleted = Rivals.race(16, (number) -> (number % 4 == 0) ? stores.get(0).delete(key("a"))
					: stores.get(number % 2).atomicDelete(key("a"), put));
			assertThat(deleted).containsOnlyOnce(true);
		}
	}

	@Test
	void aCounterLosesNoIncrement() throws Exception {
		List<Store> stores = open(3);
		put("counter", "0");
		Rivals.race(12, (number) -> {
			for (int i = 0; i < 20; i++) {
				increment(stores.get(number % 3));
			}
			return null;
		});
		assertThat(this.store.get(key("counter"))).map(KeyValue::asString).contains("240");
	}

	private void increment(Store own) {
		Optional<KeyValue> written = Optional.empty();
		while (written.isEmpty()) {
			KeyValue current = own.get(key("counter")).orElseThrow();
			int next = Integer.parseInt(current.asString()) + 1;
			written = own.atomicPut(key("counter"), bytes("" + next), current);
		}
	}

}
