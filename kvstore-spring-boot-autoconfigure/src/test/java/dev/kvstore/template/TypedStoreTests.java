package dev.kvstore.template;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link TypedStore} on writes that go wrong.
 */
class TypedStoreTests {

	private final Store store;

	private final AtomicInteger writes = new AtomicInteger();

	TypedStoreTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("store.db").toString());
	}

	@AfterEach
	void closeStore() {
		this.store.close();
	}

	@Test
	void anUpdateWhoseOutcomeIsUnknownIsNotRepeated() {
		TypedStore<Integer> numbers = numbers("atomicPut", (call) -> {
			assertThat(call.get()).isNotNull();
			throw new StoreUnavailableException("test", "atomicPut", "a", true, "as planned", null);
		});
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> add(numbers))
			.satisfies((ex) -> assertThat(ex.outcomeUnknown()).isTrue());
		assertThat(this.writes).hasValue(1);
		assertThat(numbers.get("a")).contains(1);
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> numbers.getOrCompute("b", PutOptions.none(), () -> 5));
		assertThat(this.writes).hasValue(2);
	}

	@Test
	void anUpdateThatLosesEachTimeEnds() {
		TypedStore<Integer> numbers = numbers("atomicPut", (call) -> {
			this.store.put("a", new byte[] { '7' });
			return call.get();
		});
		assertThatExceptionOfType(ConcurrentUpdateException.class).isThrownBy(() -> add(numbers))
			.withMessageContaining("'a'")
			.withMessageContaining("50")
			.satisfies((ex) -> {
				assertThat(ex.key()).isEqualTo("a");
				assertThat(ex.attempts()).isEqualTo(50);
			});
		assertThat(this.writes).hasValue(50);
		assertThat(numbers.get("a")).contains(7);
	}

	@Test
	void aDeletionThatLosesEachTimeEnds() {
		this.store.put("a", new byte[] { '7' });
		TypedStore<Integer> numbers = numbers("atomicDelete", (call) -> false);
		assertThatExceptionOfType(ConcurrentUpdateException.class)
			.isThrownBy(() -> numbers.update("a", PutOptions.none(), (n) -> null));
		assertThat(this.writes).hasValue(50);
	}

	@Test
	void anInterruptEndsAnUpdateBetweenTwoAttempts() {
		TypedStore<Integer> numbers = numbers("atomicPut", (call) -> {
			Thread.currentThread().interrupt();
			return Optional.empty();
		});
		assertThatExceptionOfType(ConcurrentUpdateException.class).isThrownBy(() -> add(numbers))
			.withCauseInstanceOf(InterruptedException.class);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.writes).hasValue(1);
		assertThatExceptionOfType(ConcurrentUpdateException.class)
			.isThrownBy(() -> numbers.getOrCompute("a", PutOptions.none(), () -> 5));
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aKeyThatCameAndWentIsCreatedWithWhatWasComputedOnce() {
		AtomicInteger computed = new AtomicInteger();
		TypedStore<Integer> numbers = numbers("atomicPut",
				(call) -> (this.writes.get() < 3) ? Optional.empty() : call.get());
		assertThat(numbers.getOrCompute("a", PutOptions.none(), computed::incrementAndGet)).isEqualTo(1);
		assertThat(numbers.get("a")).contains(1);
		assertThat(this.writes).hasValue(3);
	}

	@Test
	@SuppressWarnings({ "NullAway", "DataFlowIssue" }) // as a caller without NullAway
	void nothingIsRefusedBeforeAnythingIsSent() {
		TypedStore<Integer> numbers = numbers("atomicPut", (call) -> call.get());
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.put("a", null, PutOptions.none()));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.putIfAbsent("a", null, PutOptions.none()));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.replace(null, 1, PutOptions.none()));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.delete(null));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.update("a", PutOptions.none(), null));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.update("a", null, (n) -> 1));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.getOrCompute("a", PutOptions.none(), () -> null));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.get(null));
		assertThatIllegalArgumentException().isThrownBy(() -> numbers.watch("a", null));
		StoreTemplate template = new StoreTemplate(this.store, StoreTemplateContract.CONVERTER);
		assertThatIllegalArgumentException().isThrownBy(() -> template.put("a", null));
		assertThatIllegalArgumentException().isThrownBy(() -> template.put(null, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> template.get("a", (Class<Integer>) null));
		assertThat(this.store.list("")).isEqualTo(List.of());
	}

	@Test
	@SuppressWarnings({ "NullAway", "DataFlowIssue" }) // as a converter without NullAway
	void aConverterThatMakesNothingOfAValueDoesNotMakeItsKeyAbsent() {
		this.store.put("a", new byte[] { '7' });
		ValueConverter converter = new ValueConverter() {

			@Override
			public byte[] write(String key, Object object) {
				return new byte[0];
			}

			@Override
			public Object read(KeyValue keyValue, Type type) {
				return null;
			}

		};
		TypedStore<Integer> numbers = new StoreTemplate(this.store, converter).of(Integer.class);
		assertThatExceptionOfType(ValueConversionException.class).isThrownBy(() -> numbers.get("a"))
			.withMessageContaining("'a'");
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> numbers.getOrCompute("a", PutOptions.none(), () -> 5));
	}

	private TypedStore<Integer> numbers(String method, Intercepted.Interceptor interceptor) {
		Store intercepted = Intercepted.call(this.store, method, (call) -> {
			this.writes.incrementAndGet();
			return interceptor.intercept(call);
		});
		return new StoreTemplate(intercepted, StoreTemplateContract.CONVERTER).of(Integer.class);
	}

	private static Optional<Entry<Integer>> add(TypedStore<Integer> numbers) {
		return numbers.update("a", PutOptions.none(), (n) -> (n != null) ? n + 1 : 1);
	}

}
