package dev.kvstore.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.ValueConversionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

abstract class ValuesContract extends StoreTemplateCases {

	ValuesContract(StoreTemplateContract contract) {
		super(contract);
	}

	@Test
	void objectsComeBackAsTheyWerePut() {
		Entry<Flag> put = this.template.put("/" + this.key + "/", Flag.RED);
		assertThat(put).isEqualTo(new Entry<>(this.key, Flag.RED, put.version()));
		assertThat(this.template.get(this.key, Flag.class)).contains(Flag.RED);
		assertThat(this.template.of(Flag.class).entry(this.key)).contains(put);
		assertThat(this.store.get(this.key).orElseThrow().asString()).startsWith("{\"name\":\"red ");
	}

	@Test
	void aKeyThatIsNotThereIsEmpty() {
		assertThat(this.template.get(this.key, Flag.class)).isEmpty();
		assertThat(this.template.of(Flag.class).entry(this.key)).isEmpty();
		assertThat(this.template.exists(this.key)).isFalse();
		assertThat(this.template.delete(this.key)).isFalse();
	}

	@Test
	void whatOtherClientsWriteIsRead() {
		putText(this.key, "-42");
		assertThat(this.template.get(this.key, int.class)).contains(-42);
		assertThat(this.template.get(this.key, Long.class)).contains(-42L);
		assertThat(this.template.get(this.key, String.class)).contains("-42");
		assertThat(this.template.exists(this.key)).isTrue();
		assertThat(this.template.delete(this.key)).isTrue();
		assertThat(this.store.exists(this.key)).isFalse();
	}

	@Test
	void genericTypesKeepTheirArguments() {
		ParameterizedTypeReference<Map<String, List<Flag>>> type = new ParameterizedTypeReference<>() {
		};
		Map<String, List<Flag>> flags = Map.of("on", List.of(Flag.RED));
		this.template.of(type).put(this.key, flags, PutOptions.none());
		assertThat(this.template.get(this.key, type)).contains(flags);
		assertThat(this.template.list(this.directory, type)).extracting(Entry::value).containsExactly(flags);
	}

	@Test
	void listingsAreSortedAndTyped() {
		this.template.put(key("b"), Flag.BLUE);
		Entry<Flag> deep = this.template.put(key("a/b"), Flag.RED);
		this.template.put(this.directory + "x/a", "elsewhere");
		assertThat(this.template.list(this.directory, Flag.class)).extracting(Entry::key)
			.containsExactly(key("a/b"), key("b"));
		assertThat(this.template.list(this.directory, Flag.class)).first().isEqualTo(deep);
	}

	@Test
	void aValueThatDoesNotConvertIsNamedByItsKey() {
		this.template.put(key("a"), Flag.RED);
		putText(key("b"), "{\"name\":\"secret\",");
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.template.get(key("b"), Flag.class))
			.withMessageContaining(key("b"))
			.withMessageContaining(Flag.class.getName())
			.withMessageNotContaining("secret");
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.template.list(this.directory, Flag.class))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(key("b")));
	}

	@Test
	void anObjectThatDoesNotConvertIsNotWritten() {
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.template.put(this.key, new Unwritable("a")))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(this.key));
		assertThat(this.store.exists(this.key)).isFalse();
	}

	@Test
	void aTtlEndsTheKey() {
		this.template.put(this.key, Flag.RED, Duration.ofSeconds(1));
		this.template.put(key("b"), Flag.RED, PutOptions.ttl(Duration.ofSeconds(1)));
		Entry<Flag> kept = this.template.put(key("c"), Flag.RED);
		await().until(() -> this.template.list(this.directory, Flag.class).equals(List.of(kept)));
	}

	@Test
	void comparesAreWonOnce() {
		TypedStore<Flag> flags = this.template.of(Flag.class);
		Entry<Flag> created = flags.putIfAbsent(this.key, Flag.RED, PutOptions.none()).orElseThrow();
		assertThat(flags.putIfAbsent(this.key, Flag.BLUE, PutOptions.none())).isEmpty();
		Entry<Flag> replaced = flags.replace(created, Flag.BLUE, PutOptions.none()).orElseThrow();
		assertThat(flags.entry(this.key)).contains(replaced);
		assertThat(flags.replace(created, Flag.RED, PutOptions.none())).isEmpty();
		assertThat(flags.delete(created)).isFalse();
		assertThat(flags.get(this.key)).contains(Flag.BLUE);
		assertThat(flags.delete(replaced)).isTrue();
		assertThat(flags.replace(replaced, Flag.RED, PutOptions.none())).isEmpty();
		assertThat(flags.get(this.key)).isEmpty();
	}

	@Test
	void keysAreCheckedAsTheStoreDoes() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.get("a//b", Flag.class));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.put("a//b", Flag.RED));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.put("", Flag.RED));
		assertThatIllegalArgumentException().isThrownBy(() -> this.template.update("..", Flag.class, (flag) -> flag));
	}

	@Test
	void noTextShowsAValue() {
		Entry<String> entry = this.template.put(this.key, "secret");
		assertThat(entry.toString()).contains(this.key).doesNotContain("secret");
		assertThat(new EntryEvent.Put<>(entry).toString()).contains(this.key).doesNotContain("secret");
		KeyValue raw = this.store.get(this.key).orElseThrow();
		assertThat(HeldEntry.of(raw, new Flag("x", true, List.of())).entry().toString()).doesNotContain("Flag");
	}

	record Unwritable(String name) {

		@Override
		public String name() {
			throw new IllegalStateException("secret");
		}

	}

}
