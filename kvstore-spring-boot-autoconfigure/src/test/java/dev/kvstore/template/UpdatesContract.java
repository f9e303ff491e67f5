package dev.kvstore.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.ValueConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Changes by compare-and-set, with a rival on a store of its own.
 */
abstract class UpdatesContract extends StoreTemplateCases {

	private static final int THREADS = 8;

	private static final int ADDITIONS = 20;

	private StoreTemplate rival;

	UpdatesContract(StoreTemplateContract contract) {
		super(contract);
	}

	@BeforeEach
	void openRival() {
		this.rival = new StoreTemplate(this.contract.open(), StoreTemplateContract.CONVERTER);
	}

	@Test
	void anUpdateCreatesChangesAndDeletesAsComputeDoes() {
		Entry<Integer> created = this.template.update(this.key, Integer.class, (n) -> (n != null) ? -1 : 1)
			.orElseThrow();
		assertThat(created).isEqualTo(this.template.of(Integer.class).entry(this.key).orElseThrow());
		Entry<Integer> changed = add(this.template).orElseThrow();
		assertThat(changed.value()).isEqualTo(2);
		assertThat(this.template.of(Integer.class).entry(this.key)).contains(changed);
		assertThat(this.template.update(this.key, Integer.class, (n) -> null)).isEmpty();
		assertThat(this.store.exists(this.key)).isFalse();
		assertThat(this.template.update(this.key, Integer.class, (n) -> null)).isEmpty();
	}

	@Test
	void whatTheOperatorThrowsPassesThroughAndNothingIsWritten() {
		KeyValue before = putText(this.key, "1");
		IllegalStateException failure = new IllegalStateException("no");
		assertThatThrownBy(() -> this.template.update(this.key, Integer.class, (n) -> {
			throw failure;
		})).isSameAs(failure);
		assertThat(this.store.get(this.key)).contains(before);
	}

	@Test
	void aValueThatDoesNotConvertIsNotOverwritten() {
		KeyValue before = putText(this.key, "one");
		assertThatExceptionOfType(ValueConversionException.class).isThrownBy(() -> add(this.template));
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.template.getOrCompute(this.key, Integer.class, () -> 1));
		assertThat(this.store.get(this.key)).contains(before);
	}

	@Test
	void theOperatorIsCalledAgainWithWhatARivalWrote() {
		putText(this.key, "1");
		List<Integer> seen = new ArrayList<>();
		Optional<Entry<Integer>> updated = this.template.update(this.key, Integer.class, (n) -> {
			seen.add(n);
			if (seen.size() == 1) {
				this.rival.put(this.key, 10);
			}
			return n + 1;
		});
		assertThat(seen).containsExactly(1, 10);
		assertThat(updated.orElseThrow().value()).isEqualTo(11);
		assertThat(this.template.get(this.key, Integer.class)).contains(11);
	}

	@Test
	void aDeletionByUpdateSparesWhatARivalWrote() {
		putText(this.key, "1");
		List<Integer> seen = new ArrayList<>();
		this.template.update(this.key, Integer.class, (n) -> {
			seen.add(n);
			if (seen.size() == 1) {
				this.rival.put(this.key, 10);
			}
			return (n == 1) ? null : n;
		});
		assertThat(seen).containsExactly(1, 10);
		assertThat(this.template.get(this.key, Integer.class)).contains(10);
	}

	@Test
	void anUpdateTakesTheTtlAwayOrGivesANewOne() {
		Duration ttl = Duration.ofSeconds(2);
		for (String name : List.of("control", "taken", "given")) {
			this.template.put(key(name), 1, ttl);
		}
		this.template.update(key("taken"), Integer.class, (n) -> 2);
		this.template.update(key("given"), Integer.class, PutOptions.ttl(Duration.ofMinutes(5)), (n) -> 2);
		this.template.put(key("last"), 1);
		this.template.update(key("last"), Integer.class, PutOptions.ttl(ttl), (n) -> n + 1);
		await().until(() -> !this.store.exists(key("control")) && !this.store.exists(key("last")));
		assertThat(this.template.list(this.directory, Integer.class)).extracting(Entry::key)
			.containsExactly(key("given"), key("taken"));
	}

	@RepeatedTest(5)
	void noUpdateIsLost() throws Exception {
		List<List<Long>> versions = Together.run(THREADS, (i) -> () -> {
			StoreTemplate mine = (i % 2 == 0) ? this.template : this.rival;
			return IntStream.range(0, ADDITIONS).mapToObj((n) -> add(mine).orElseThrow().version()).toList();
		});
		assertThat(this.template.get(this.key, Integer.class)).contains(THREADS * ADDITIONS);
		Set<Long> distinct = new HashSet<>();
		versions.forEach(distinct::addAll);
		assertThat(distinct).hasSize(THREADS * ADDITIONS);
	}

	@Test
	void whatIsThereIsNotComputed() {
		KeyValue before = putText(this.key, "1");
		assertThat(this.template.getOrCompute(this.key, Integer.class, () -> {
			throw new IllegalStateException("called");
		})).isEqualTo(1);
		assertThat(this.store.get(this.key)).contains(before);
	}

	@Test
	void whatIsComputedIsKept() {
		assertThat(this.template.getOrCompute(this.key, Flag.class, () -> Flag.RED)).isEqualTo(Flag.RED);
		assertThat(this.rival.getOrCompute(this.key, Flag.class, () -> Flag.BLUE)).isEqualTo(Flag.RED);
		this.template.of(Flag.class).getOrCompute(key("b"), PutOptions.ttl(Duration.ofSeconds(1)), () -> Flag.BLUE);
		await().until(() -> !this.store.exists(key("b")));
	}

	@Test
	void whoComputedTooLateGetsWhatTheWinnerHas() {
		Flag got = this.template.getOrCompute(this.key, Flag.class, () -> {
			this.rival.put(this.key, Flag.BLUE);
			return Flag.RED;
		});
		assertThat(got).isEqualTo(Flag.BLUE);
		assertThat(this.template.get(this.key, Flag.class)).contains(Flag.BLUE);
	}

	@RepeatedTest(5)
	void allGetTheObjectOfOneWinner() throws Exception {
		for (int round = 0; round < ADDITIONS; round++) {
			String contended = key("round" + round);
			AtomicInteger computed = new AtomicInteger();
			List<String> got = Together.run(THREADS, (i) -> () -> {
				StoreTemplate mine = (i % 2 == 0) ? this.template : this.rival;
				return mine.getOrCompute(contended, String.class, () -> i + "/" + computed.incrementAndGet());
			});
			assertThat(new HashSet<>(got)).hasSize(1);
			assertThat(this.template.get(contended, String.class)).contains(got.get(0));
			assertThat(computed.get()).isBetween(1, THREADS);
		}
	}

	private Optional<Entry<Integer>> add(StoreTemplate adding) {
		return adding.update(this.key, Integer.class, (n) -> (n != null) ? n + 1 : 1);
	}

}
