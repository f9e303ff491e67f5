package dev.kvstore.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Transaction;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

abstract class TransactionsContract extends StoreContract {

	TransactionsContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@Test
	void allPutsShareTheVersionThatCommitReturns() {
		long before = put("a", "0").version();
		long version = this.store.transaction()
			.put(key("a"), bytes("1"))
			.put(key("b"), bytes("2"))
			.put(key("b/c"), bytes("3"))
			.commit()
			.orElseThrow();
		assertThat(version).isGreaterThan(before);
		assertThat(this.store.list(this.root)).containsExactly(new KeyValue(key("a"), bytes("1"), version),
				new KeyValue(key("b"), bytes("2"), version), new KeyValue(key("b/c"), bytes("3"), version));
	}

	@Test
	void theReturnedVersionIsGoodForTheNextCompare() {
		long version = this.store.transaction().put(key("a"), bytes("1")).commit().orElseThrow();
		assertThat(this.store.atomicPut(key("a"), bytes("2"), KeyValue.reference(key("a"), version))).isPresent();
	}

	@Test
	void nothingIsSentBeforeCommit() {
		KeyValue before = put("a", "0");
		Transaction transaction = this.store.transaction().put(key("a"), bytes("1")).put(key("b"), bytes("1"));
		assertThat(this.store.list(this.root)).containsExactly(before);
		assertThat(transaction.commit()).isPresent();
	}

	@Test
	void aFailedCheckAppliesNothing() {
		KeyValue stale = put("a", "1");
		List<KeyValue> before = List.of(put("a", "2"), put("b", "1"));
		assertThat(this.store.transaction()
			.put(key("c"), bytes("1"))
			.put(key("a"), bytes("3"))
			.delete(key("b"))
			.check(stale)
			.commit()).isEmpty();
		assertThat(this.store.list(this.root)).containsExactlyElementsOf(before);
	}

	@Test
	void aFailedCheckForAbsenceAppliesNothing() {
		List<KeyValue> before = List.of(put("a", "1"), put("b", "1"));
		assertThat(this.store.transaction().checkAbsent(key("a")).put(key("c"), bytes("1")).delete(key("b")).commit())
			.isEmpty();
		assertThat(this.store.list(this.root)).containsExactlyElementsOf(before);
	}

	@Test
	void oneFailedCheckAmongManyAppliesNothing() {
		KeyValue stale = put("b", "1");
		List<KeyValue> before = List.of(put("a", "1"), put("b", "2"), put("c", "1"));
		assertThat(this.store.transaction()
			.check(before.get(0))
			.check(stale)
			.check(before.get(2))
			.checkAbsent(key("d"))
			.put(key("d"), bytes("1"))
			.commit()).isEmpty();
		assertThat(this.store.list(this.root)).containsExactlyElementsOf(before);
	}

	@Test
	void checksThatHoldLetEverythingPass() {
		KeyValue a = put("a", "1");
		KeyValue b = put("b", "1");
		long version = this.store.transaction()
			.check(a)
			.check(b)
			.checkAbsent(key("c"))
			.put(key("a"), bytes("2"))
			.delete(key("b"))
			.put(key("c"), bytes("1"))
			.commit()
			.orElseThrow();
		assertThat(this.store.list(this.root)).containsExactly(new KeyValue(key("a"), bytes("2"), version),
				new KeyValue(key("c"), bytes("1"), version));
	}

	@Test
	void aCheckedKeyNeedNotBeWritten() {
		KeyValue guard = put("guard", "1");
		assertThat(this.store.transaction().check(guard).put(key("a"), bytes("1")).commit()).isPresent();
		assertThat(this.store.get(key("guard"))).contains(guard);
		this.store.delete(key("guard"));
		assertThat(this.store.transaction().check(guard).put(key("a"), bytes("2")).commit()).isEmpty();
		assertThat(this.store.transaction().checkAbsent(key("guard")).put(key("a"), bytes("3")).commit()).isPresent();
		assertThat(this.store.get(key("a"))).map(KeyValue::asString).contains("3");
	}

	@Test
	void checksAloneTellWhetherTheyHold() {
		KeyValue put = put("a", "1");
		assertThat(this.store.transaction().check(put).checkAbsent(key("b")).commit()).isPresent();
		assertThat(this.store.transaction().check(put).checkAbsent(key("a")).commit()).isEmpty();
		assertThat(this.store.list(this.root)).containsExactly(put);
	}

	@Test
	void onlyKeyAndVersionOfACheckCount() {
		KeyValue put = put("a", "1");
		KeyValue reference = KeyValue.reference(key("a"), put.version());
		assertThat(this.store.transaction().check(reference).put(key("b"), bytes("1")).commit()).isPresent();
		KeyValue elsewhere = KeyValue.reference(key("elsewhere"), put.version());
		assertThat(this.store.transaction().check(elsewhere).put(key("b"), bytes("2")).commit()).isEmpty();
	}

	@Test
	void implicitParentsAreAbsent() {
		put("a/b/c", "1");
		assertThat(this.store.transaction()
			.checkAbsent(key("a"))
			.checkAbsent(key("a/b"))
			.put(key("a/b"), bytes("2"))
			.commit()).isPresent();
		assertThat(this.store.transaction().checkAbsent(key("a/b")).put(key("d"), bytes("2")).commit()).isEmpty();
	}

	@Test
	void deletingWhatDoesNotExistPasses() {
		assertThat(this.store.transaction().delete(key("a")).put(key("b"), bytes("1")).commit()).isPresent();
		assertThat(this.store.transaction().delete(key("a")).commit()).isPresent();
		assertThat(keys(this.store.list(this.root))).containsExactly(key("b"));
	}

	@Test
	void deletesTouchNoChildren() {
		put("a", "1");
		KeyValue child = put("a/b", "1");
		assertThat(this.store.transaction().delete(key("a")).commit()).isPresent();
		assertThat(this.store.list(this.root)).containsExactly(child);
	}

	@Test
	void thirtyCheckedPutsFit() {
		List<KeyValue> before = IntStream.range(10, 40).mapToObj((i) -> put("a" + i, "before")).toList();
		Transaction transaction = this.store.transaction();
		before.forEach((keyValue) -> transaction.check(keyValue).put(keyValue.key(), bytes("after")));
		long version = transaction.commit().orElseThrow();
		List<KeyValue> after = this.store.list(this.root);
		assertThat(after).hasSize(30).allMatch((keyValue) -> keyValue.version() == version);
		Transaction stale = this.store.transaction();
		before.forEach((keyValue) -> stale.check(keyValue).put(keyValue.key(), bytes("stale")));
		assertThat(stale.commit()).isEmpty();
		assertThat(this.store.list(this.root)).isEqualTo(after);
	}

	@Test
	void aKeyIsWrittenOnceOnly() {
		Transaction transaction = this.store.transaction().put(key("a"), bytes("1")).delete(key("b"));
		assertThatIllegalArgumentException().isThrownBy(() -> transaction.put(key("a"), bytes("2")));
		assertThatIllegalArgumentException().isThrownBy(() -> transaction.delete("/" + key("a") + "/"));
		assertThatIllegalArgumentException().isThrownBy(() -> transaction.put(key("b/"), bytes("2")));
		assertThatIllegalArgumentException().isThrownBy(() -> transaction.delete(key("b")));
		assertThat(transaction.commit()).isPresent();
		assertThat(this.store.get(key("a"))).map(KeyValue::asString).contains("1");
	}

	@Test
	void anEmptyTransactionIsRefused() {
		Transaction transaction = this.store.transaction();
		assertThatIllegalStateException().isThrownBy(transaction::commit);
	}

	@Test
	void aSecondCommitIsRefused() {
		Transaction applied = this.store.transaction().put(key("a"), bytes("1"));
		assertThat(applied.commit()).isPresent();
		KeyValue rival = put("a", "rival");
		assertThatIllegalStateException().isThrownBy(applied::commit);
		Transaction failed = this.store.transaction().checkAbsent(key("a")).put(key("b"), bytes("1"));
		assertThat(failed.commit()).isEmpty();
		assertThatIllegalStateException().isThrownBy(failed::commit);
		assertThat(this.store.list(this.root)).containsExactly(rival);
	}

	@Test
	void watchesSeeEveryWriteOfATransaction() {
		KeyValue doomed = put("doomed", "1");
		RecordingListener listener = new RecordingListener();
		try (Watch watch = open().watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			this.store.transaction().put(key("a"), bytes("1")).delete(doomed.key()).put(key("b"), bytes("2")).commit();
			await().until(() -> listener.view().equals(this.store.list(this.root)));
			assertThat(listener.view()).hasSize(2);
			assertThat(listener.violations()).isEmpty();
		}
	}

	@Test
	void concurrentTransfersLoseNothing() throws Exception {
		List<Store> stores = open(3);
		IntStream.range(0, 4).forEach((account) -> put("account" + account, "100"));
		Rivals.race(12, (number) -> {
			for (int distance = 1; distance < 4; distance++) {
				transfer(stores.get(number % 3), number % 4, (number + distance) % 4, number + 1);
			}
			return null;
		});
		List<Integer> expected = new ArrayList<>(List.of(100, 100, 100, 100));
		for (int number = 0; number < 12; number++) {
			int amount = number + 1;
			expected.replaceAll((balance) -> balance + amount);
			expected.set(number % 4, expected.get(number % 4) - 4 * amount);
		}
		assertThat(this.store.list(this.root)).extracting((account) -> Integer.valueOf(account.asString()))
			.isEqualTo(expected);
	}

	private void transfer(Store own, int from, int to, int amount) {
		OptionalLong committed = OptionalLong.empty();
		while (committed.isEmpty()) {
			KeyValue payer = own.get(key("account" + from)).orElseThrow();
			KeyValue payee = own.get(key("account" + to)).orElseThrow();
			committed = own.transaction()
				.check(payer)
				.check(payee)
				.put(payer.key(), bytes("" + (Integer.parseInt(payer.asString()) - amount)))
				.put(payee.key(), bytes("" + (Integer.parseInt(payee.asString()) + amount)))
				.commit();
		}
	}

}
