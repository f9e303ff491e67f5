package dev.kvstore.template;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

abstract class EntryWatchContract extends StoreTemplateCases {

	private final List<EntryEvent<Flag>> events = new CopyOnWriteArrayList<>();

	EntryWatchContract(StoreTemplateContract contract) {
		super(contract);
	}

	@Test
	void objectsArriveWithKeyAndVersion() {
		Entry<Flag> before = this.template.put(this.key, Flag.RED);
		this.template.watch(this.directory, Flag.class, this.events::add);
		await().until(() -> this.events.size() >= 2);
		assertThat(this.events).isEqualTo(List.of(new EntryEvent.Put<>(before), new EntryEvent.Synced<>()));
		Entry<Flag> changed = this.template.put(this.key, Flag.BLUE);
		await().until(() -> this.events.contains(new EntryEvent.Put<>(changed)));
		this.template.delete(this.key);
		await().until(() -> this.events.size() == 4);
		assertThat(this.events.get(3)).isInstanceOfSatisfying(EntryEvent.Deleted.class,
				(deleted) -> assertThat(deleted.key()).isEqualTo(this.key));
	}

	@Test
	void aValueThatDoesNotConvertIsToldAndTheWatchGoesOn() {
		Watch watch = this.template.watch(this.directory, Flag.class, this.events::add);
		await().until(() -> this.events.contains(new EntryEvent.Synced<Flag>()));
		KeyValue broken = putText(this.key, "secret");
		await().until(() -> this.events.size() == 2);
		assertThat(this.events.get(1)).isInstanceOfSatisfying(EntryEvent.Unreadable.class, (unreadable) -> {
			assertThat(unreadable.key()).isEqualTo(this.key);
			assertThat(unreadable.version()).isEqualTo(broken.version());
			assertThat(unreadable.failure()).hasMessageContaining(this.key);
			assertThat(unreadable.toString()).doesNotContain("secret");
		});
		Entry<Flag> repaired = this.template.put(this.key, Flag.RED);
		await().until(() -> this.events.contains(new EntryEvent.Put<>(repaired)));
		assertThat(watch.isActive()).isTrue();
	}

	@Test
	void aListenerThatThrowsDoesNotEndTheWatch() {
		this.template.watch(this.directory, Flag.class, (event) -> {
			this.events.add(event);
			throw new IllegalStateException("thrown by the test");
		});
		await().until(() -> this.events.contains(new EntryEvent.Synced<Flag>()));
		Entry<Flag> put = this.template.put(this.key, Flag.RED);
		await().until(() -> this.events.contains(new EntryEvent.Put<>(put)));
	}

}
