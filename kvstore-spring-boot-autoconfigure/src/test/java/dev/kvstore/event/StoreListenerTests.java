package dev.kvstore.event;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link StoreListener}.
 */
class StoreListenerTests extends MapDbApplicationTests {

	StoreListenerTests(@TempDir Path directory) {
		super(directory);
	}

	@Test
	void eachFormOfPayloadIsPassed() {
		Payloads payloads = start(List.of(), Payloads.class, Integers.class).getBean(Payloads.class);
		put("flags/a", "7");
		Application.await().until(() -> payloads.told.size() == 11);
		assertThat(payloads.told).containsExactlyInAnyOrder("none a", "event Put", "put 7", "keyValue 7", "bytes 7",
				"text 7", "number 7", "primitive 7", "optional Optional[7]", "nullable 7", "optionals [Optional[7]]");
		payloads.told.clear();
		this.store.delete("flags/a");
		Application.await().until(() -> payloads.told.size() == 6);
		put("flags/a", "8");
		Application.await().until(() -> payloads.told.size() == 17);
		assertThat(payloads.told.subList(0, 6)).containsExactlyInAnyOrder("none a", "event Deleted", "deleted flags/a",
				"optional Optional.empty", "nullable null", "optionals [Optional.empty]");
	}

	@Test
	void variablesHaveAnyCharactersOfTheKey() {
		Variables variables = start(Variables.class);
		put("config/a%2Fb;c/flags/d+e f", "on");
		Application.await().until(() -> variables.told.size() == 1);
		assertThat(variables.told).containsExactly("d+e f of a%2Fb;c is on");
	}

	@Test
	void keysThatDoNotMatchAreNotTold() {
		Variables variables = start(Variables.class);
		put("config/a/flags/b/c", "1");
		put("config/a/other/b", "1");
		put("config/a/flags", "1");
		put("other/a/flags/b", "1");
		put("config/a/flags/last", "1");
		Application.await().until(() -> variables.told.contains("last of a is 1"));
		assertThat(variables.told).hasSize(1);
	}

	@Test
	void methodsOfADirectoryShareOneWatchThatEndsWithTheApplication() {
		ObservedStore observed = new ObservedStore(this.store);
		try (AnnotationConfigApplicationContext application = Application.start(observed.store(), List.of(),
				Payloads.class, Integers.class)) {
			assertThat(application.getBean(StoreListeners.class).isRunning()).isTrue();
			assertThat(observed.opened()).hasSize(2).allMatch(Watch::isActive);
			verify(observed.store()).watchTree(eq("flags"), any());
			verify(observed.store()).watch(eq("flags/a"), any());
		}
		assertThat(observed.opened()).hasSize(2).noneMatch(Watch::isActive);
	}

	@Test
	void presentStateIsToldUnlessTheMethodDoesNotWantIt() {
		put("flags/a", "1");
		put("flags/b", "1");
		Initial initial = start(Initial.class);
		Application.await().until(() -> initial.told.contains("all flags/b"));
		this.store.delete("flags/a");
		put("flags/b", "2");
		Application.await().until(() -> initial.told.stream().filter("later flags/b"::equals).count() == 1);
		Application.await().until(() -> initial.told.size() == 6);
		assertThat(initial.told).containsExactlyInAnyOrder("all flags/a", "all flags/b", "all flags/a", "all flags/b",
				"later flags/a", "later flags/b");
	}

	static class Payloads {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@StoreListener("flags/{flag}")
		void none(String flag) {
			this.told.add("none " + flag);
		}

		@StoreListener("flags/{flag}")
		void event(WatchEvent change) {
			this.told.add("event " + change.getClass().getSimpleName());
		}

		@StoreListener("flags/*")
		void put(WatchEvent.Put change) {
			this.told.add("put " + change.keyValue().asString());
		}

		@StoreListener("flags/*")
		void deleted(WatchEvent.Deleted change) {
			this.told.add("deleted " + change.key());
		}

		@StoreListener("flags/*")
		void keyValue(KeyValue keyValue) {
			this.told.add("keyValue " + keyValue.asString());
		}

		@StoreListener("flags/a")
		void bytes(byte[] value) {
			this.told.add("bytes " + new String(value, StandardCharsets.UTF_8));
		}

		@StoreListener("flags/a")
		void text(String value) {
			this.told.add("text " + value);
		}

		@StoreListener("flags/a")
		void number(Integer value) {
			this.told.add("number " + value);
		}

		@StoreListener("flags/a")
		void primitive(int value) {
			this.told.add("primitive " + value);
		}

		@StoreListener("flags/a")
		void optional(Optional<Integer> value) {
			this.told.add("optional " + value);
		}

		@StoreListener("flags/{flag}")
		void nullable(String flag, @Nullable Integer value) {
			this.told.add("nullable " + value);
		}

		@StoreListener("flags/{flag}")
		void optionals(Optional<String> value) {
			this.told.add("optionals " + List.of(value));
		}

	}

	static class Variables {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@StoreListener("config/{tenant}/flags/{flag}")
		void changed(String change, String tenant, String flag) {
			this.told.add(flag + " of " + tenant + " is " + change);
		}

	}

	static class Initial {

		private final List<String> told = new CopyOnWriteArrayList<>();

		@StoreListener("flags/**")
		void all(WatchEvent change) {
			this.told.add("all " + CoalescedEvents.keyOf(change));
		}

		@StoreListener(pattern = "flags/**", initial = false)
		void later(WatchEvent change) {
			this.told.add("later " + CoalescedEvents.keyOf(change));
		}

	}

}
