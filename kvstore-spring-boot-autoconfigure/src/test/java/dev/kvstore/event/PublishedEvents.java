package dev.kvstore.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.event.EventListener;

/**
 * Remembers the application events of watches, as text without versions.
 */
class PublishedEvents {

	private final List<String> events = new CopyOnWriteArrayList<>();

	@EventListener
	void onChange(KeyChangedEvent event) {
		String name = event.key().substring(event.key().lastIndexOf('/') + 1);
		this.events
			.add((event instanceof KeyPutEvent put) ? name + "=" + put.keyValue().asString() : name + " deleted");
	}

	@EventListener(WatchSyncedEvent.class)
	void onSynced() {
		this.events.add("synced");
	}

	@EventListener
	void onInterrupted(WatchInterruptedEvent event) {
		this.events.add("interrupted");
	}

	List<String> events() {
		return this.events;
	}

}
