package dev.kvstore.template;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(120)
abstract class StoreViewContract extends StoreTemplateCases {

	private static final Duration LONG = Duration.ofSeconds(30);

	private static final int WRITERS = 4;

	private static final int KEYS = 30;

	private static final int WRITES = 100;

	private final CountDownLatch arrived = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	StoreViewContract(StoreTemplateContract contract) {
		super(contract);
	}

	@AfterEach
	void openGate() {
		this.gate.countDown();
	}

	@Test
	void readsGoToTheStoreUntilTheViewHasSynced() throws InterruptedException {
		Entry<Flag> put = this.template.put(this.key, Flag.RED);
		StoreView<Flag> view = gated(this.store).view(this.directory, Flag.class);
		assertThat(this.arrived.await(60, TimeUnit.SECONDS)).isTrue();
		assertThat(view.isCurrent()).isFalse();
		assertThat(view.awaitSynced(Duration.ofMillis(1))).isFalse();
		assertThat(view.get(this.key)).contains(Flag.RED);
		assertThat(view.entry(this.key)).contains(put);
		assertThat(view.entries()).containsExactly(put);
		Entry<Flag> changed = this.template.put(this.key, Flag.BLUE);
		assertThat(view.entry(this.key)).contains(changed);
		assertThat(view.get(this.key)).contains(Flag.BLUE);
		assertThat(view.entries()).containsExactly(changed);
		assertThat(view.get(key("b"))).isEmpty();
		this.gate.countDown();
		assertThat(view.awaitSynced(LONG)).isTrue();
		await().until(() -> view.entries().equals(List.of(changed)) && view.isCurrent());
	}

	@Test
	void readsAreAnsweredFromMemoryOnceTheViewHasSynced() throws InterruptedException {
		Entry<Flag> put = this.template.put(this.key, Flag.RED);
		AtomicInteger reads = new AtomicInteger();
		Store counted = Intercepted.call(this.store, "get", (call) -> {
			reads.incrementAndGet();
			return call.get();
		});
		StoreView<Flag> view = synced(new StoreTemplate(counted, StoreTemplateContract.CONVERTER));
		int before = reads.get();
		assertThat(view.get(this.key)).contains(Flag.RED);
		assertThat(view.entry(this.key)).contains(put);
		assertThat(view.get("/" + this.key + "/")).contains(Flag.RED);
		assertThat(view.get(key("b"))).isEmpty();
		assertThat(view.get(this.key)).isSameAs(view.get(this.key));
		assertThat(reads).hasValue(before);
		assertThat(view.isCurrent()).isTrue();
		assertThat(view.age()).isBetween(Duration.ZERO, LONG);
	}

	@Test
	void changesArriveAndEntriesStaySorted() throws InterruptedException {
		StoreView<Flag> view = synced(this.template);
		assertThat(view.entries()).isEmpty();
		Entry<Flag> c = this.template.put(key("c"), Flag.RED);
		Entry<Flag> a = this.template.put(key("a/x"), Flag.BLUE);
		await().until(() -> view.entries().equals(List.of(a, c)));
		assertThat(view.entries()).isSameAs(view.entries()).isUnmodifiable();
		Entry<Flag> changed = this.template.put(key("c"), Flag.BLUE);
		this.template.delete(key("a/x"));
		await().until(() -> view.entries().equals(List.of(changed)));
		assertThat(view.get(key("a/x"))).isEmpty();
	}

	@Test
	void aValueIsConvertedOnceForEachChange() throws InterruptedException {
		AtomicInteger conversions = new AtomicInteger();
		putText(this.key, "1");
		StoreView<String> view = StoreView.open(this.store, this.directory, (keyValue) -> {
			conversions.incrementAndGet();
			return keyValue.asString();
		});
		assertThat(view.awaitSynced(LONG)).isTrue();
		for (int i = 0; i < 100; i++) {
			assertThat(view.get(this.key)).contains("1");
			assertThat(view.entries()).hasSize(1);
		}
		assertThat(conversions).hasValue(1);
	}

	@Test
	void aValueThatDoesNotConvertFailsItsReadersUntilItIsChanged() throws InterruptedException {
		putText(this.key, "secret");
		this.template.put(key("b"), Flag.BLUE);
		StoreView<Flag> view = synced(this.template);
		assertThat(view.get(key("b"))).contains(Flag.BLUE);
		assertThatExceptionOfType(ValueConversionException.class).isThrownBy(() -> view.get(this.key))
			.withMessageContaining(this.key)
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(ValueConversionException.class).isThrownBy(() -> view.entry(this.key));
		assertThatExceptionOfType(ValueConversionException.class).isThrownBy(view::entries);
		this.template.put(this.key, Flag.RED);
		await().ignoreExceptionsInstanceOf(ValueConversionException.class)
			.until(() -> view.get(this.key).filter(Flag.RED::equals).isPresent());
		assertThat(view.entries()).hasSize(2);
	}

	@Test
	void keysAreTheStoresAndBelowTheDirectory() throws InterruptedException {
		this.template.put(this.directory, Flag.RED);
		this.template.put(this.directory + "x", Flag.RED);
		StoreView<Flag> view = synced(this.template);
		assertThat(view.entries()).isEmpty();
		for (String other : List.of("", "a", this.directory, this.directory + "/", this.directory + "x")) {
			assertThatIllegalArgumentException().isThrownBy(() -> view.get(other));
		}
	}

	@Test
	void valuesAsTheyAreAreSeenWithoutAConverter() throws InterruptedException {
		KeyValue put = putText(this.key, "raw");
		StoreView<KeyValue> view = StoreView.open(this.store, "/" + this.directory + "/");
		assertThat(view.awaitSynced(LONG)).isTrue();
		assertThat(view.get(this.key)).contains(put);
	}

	@Test
	void aClosedViewRefusesReadsAndEndsWaits() throws Exception {
		StoreView<Flag> view = gated(this.store).view(this.directory, Flag.class);
		FutureTask<Boolean> wait = new FutureTask<>(() -> view.awaitSynced(LONG.multipliedBy(10)));
		Thread waiter = new Thread(wait, "waiter");
		waiter.start();
		await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
		view.close();
		view.close();
		assertThat(wait.get(60, TimeUnit.SECONDS)).isFalse();
		assertThat(view.awaitSynced(LONG.multipliedBy(10))).isFalse();
		this.gate.countDown();
		assertThat(view.isCurrent()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> view.get(this.key));
		assertThatIllegalStateException().isThrownBy(() -> view.entry(this.key));
		assertThatIllegalStateException().isThrownBy(view::entries);
	}

	@Test
	void aViewOfAClosedStoreKeepsWhatItHadAndIsNotCurrent() throws InterruptedException {
		Entry<Flag> put = this.template.put(this.key, Flag.RED);
		StoreView<Flag> view = synced(this.template);
		StoreView<Flag> unsynced = gated(this.store).view(this.directory, Flag.class);
		this.store.close();
		assertThat(view.isCurrent()).isFalse();
		assertThat(view.awaitSynced(LONG.multipliedBy(10))).isFalse();
		assertThat(view.entries()).containsExactly(put);
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> unsynced.get(this.key));
	}

	@Test
	void aViewUnderWritesNeverGoesBackAndEndsAsTheStore() throws Exception {
		StoreView<String> view = this.template.view(this.directory, String.class);
		assertThat(view.awaitSynced(LONG)).isTrue();
		AtomicBoolean written = new AtomicBoolean();
		List<Object> results = Together.run(WRITERS + 1, (i) -> () -> {
			if (i == WRITERS) {
				return backwardSteps(view, written);
			}
			for (int n = 0; n < WRITES; n++) {
				String changed = key("k" + (i * 7 + n * 11) % KEYS);
				if (n % 5 == 4) {
					this.template.delete(changed);
				}
				else {
					this.template.put(changed, i + "/" + n);
				}
			}
			if (i == 0) {
				written.set(true);
			}
			return 0;
		});
		assertThat(results).containsOnly(0);
		List<Entry<String>> stored = this.template.list(this.directory, String.class);
		await().until(() -> view.entries().equals(stored));
		assertThat(stored).isNotEmpty().allSatisfy((entry) -> assertThat(view.entry(entry.key())).contains(entry));
	}

	private int backwardSteps(StoreView<String> view, AtomicBoolean written) {
		Map<String, Long> versions = new HashMap<>();
		int steps = 0;
		while (!written.get()) {
			for (Entry<String> entry : view.entries()) {
				Long before = versions.put(entry.key(), entry.version());
				steps += (before != null && before > entry.version()) ? 1 : 0;
			}
			for (int i = 0; i < KEYS; i++) {
				String read = key("k" + i);
				long before = versions.getOrDefault(read, 0L);
				steps += view.entry(read).filter((entry) -> entry.version() < before).isPresent() ? 1 : 0;
			}
		}
		return steps;
	}

	private StoreTemplate gated(Store gated) {
		return new StoreTemplate(Intercepted.events(gated, this::pass), StoreTemplateContract.CONVERTER);
	}

	private void pass(WatchEvent event) {
		if (!(event instanceof WatchEvent.Synced)) {
			return;
		}
		this.arrived.countDown();
		try {
			assertThat(this.gate.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private StoreView<Flag> synced(StoreTemplate opening) throws InterruptedException {
		StoreView<Flag> view = opening.view(this.directory, Flag.class);
		assertThat(view.awaitSynced(LONG)).isTrue();
		return view;
	}

}
