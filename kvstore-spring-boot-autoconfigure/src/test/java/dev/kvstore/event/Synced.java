package dev.kvstore.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

/**
 * Knows when the first state is over, and remembers what it was told.
 */
class Synced {

	final List<String> told = new CopyOnWriteArrayList<>();

	private volatile boolean synced;

	@EventListener(WatchSyncedEvent.class)
	void onSynced() {
		this.synced = true;
	}

	static AnnotationConfigApplicationContext await(AnnotationConfigApplicationContext application) {
		Application.await().until(() -> application.getBean(Synced.class).synced);
		return application;
	}

}
