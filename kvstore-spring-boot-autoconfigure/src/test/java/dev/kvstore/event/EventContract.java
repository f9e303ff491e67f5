package dev.kvstore.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What application events do on every backend. A backend's test class extends it; no case
 * may be skipped or weakened.
 */
abstract class EventContract {

	final String directory = "events-" + UUID.randomUUID();

	private final List<Store> stores = new ArrayList<>();

	private final List<AnnotationConfigApplicationContext> applications = new ArrayList<>();

	abstract Store openStore();

	final Store open() {
		Store store = openStore();
		this.stores.add(store);
		return store;
	}

	final AnnotationConfigApplicationContext start(Store store, Class<?> bean, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("events.directory=" + this.directory);
		AnnotationConfigApplicationContext application = Application.start(store, all, bean);
		this.applications.add(application);
		return application;
	}

	final void put(Store store, String name, String value) {
		store.put(this.directory + "/" + name, value.getBytes(StandardCharsets.UTF_8));
	}

	@AfterEach
	void close() {
		this.applications.forEach(AnnotationConfigApplicationContext::close);
		this.stores.forEach(Store::close);
	}

	@Test
	void changesArePublishedButNotTheFirstState() {
		Store store = open();
		put(store, "present", "1");
		put(store, "changing", "1");
		List<String> events = events(
				start(store, PublishedEvents.class, "kvstore.watch.directories=" + this.directory));
		Application.await().until(() -> events.contains("synced"));
		put(store, "changing", "2");
		Application.await().until(() -> events.size() == 2);
		put(store, "new", "1");
		Application.await().until(() -> events.size() == 3);
		store.delete(this.directory + "/new");
		store.delete(this.directory + "/present");
		Application.await().until(() -> events.size() == 5);
		assertThat(events).containsExactly("synced", "changing=2", "new=1", "new deleted", "present deleted");
	}

	@Test
	void firstStateIsPublishedIfAskedFor() {
		Store store = open();
		put(store, "a", "1");
		put(store, "b", "1");
		put(store, "b/below", "1");
		List<String> events = events(start(store, PublishedEvents.class, "kvstore.watch.publish-initial=true",
				"kvstore.watch.keys=" + this.directory + "/b"));
		Application.await().until(() -> events.contains("synced"));
		put(store, "b", "2");
		Application.await().until(() -> events.size() == 3);
		assertThat(events).containsExactly("b=1", "synced", "b=2");
	}

	final List<String> events(AnnotationConfigApplicationContext application) {
		return application.getBean(PublishedEvents.class).events();
	}

}
