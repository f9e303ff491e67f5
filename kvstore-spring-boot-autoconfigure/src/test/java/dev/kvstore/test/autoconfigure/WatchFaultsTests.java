package dev.kvstore.test.autoconfigure;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import dev.kvstore.event.StoreListener;
import dev.kvstore.event.WatchInterruptedEvent;
import dev.kvstore.event.WatchSyncedEvent;
import dev.kvstore.template.StoreTemplate;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that listeners and events see {@link StoreFaults}.
 */
@KvStoreTest(properties = "kvstore.watch.directories=flags")
@Import(WatchFaultsTests.Flags.class)
class WatchFaultsTests {

	@Autowired
	private StoreTemplate template;

	@Autowired
	private Flags flags;

	@Autowired
	private StoreFaults faults;

	@Test
	void listenersAndEventsTellWhatWasMissed() {
		this.template.put("flags/a", "1");
		Eventually.await().until(() -> this.flags.changes.contains("a=1"));
		Eventually.await().until(() -> this.flags.markers.equals(List.of("WatchSyncedEvent")));
		this.faults.interruptWatches();
		Eventually.await().until(() -> this.flags.markers.equals(List.of("WatchSyncedEvent", "WatchInterruptedEvent")));
		this.template.put("flags/b", "2");
		this.template.delete("flags/a");
		assertThat(this.flags.changes).containsExactly("a=1");
		this.faults.recover();
		Eventually.await().until(() -> this.flags.changes.size() == 3);
		assertThat(this.flags.changes).containsExactlyInAnyOrder("a=1", "b=2", "a=gone");
		Eventually.await()
			.until(() -> this.flags.markers
				.equals(List.of("WatchSyncedEvent", "WatchInterruptedEvent", "WatchSyncedEvent")));
	}

	static class Flags {

		private final List<String> changes = new CopyOnWriteArrayList<>();

		private final List<String> markers = new CopyOnWriteArrayList<>();

		@StoreListener("flags/{flag}")
		void changed(Optional<String> value, String flag) {
			this.changes.add(flag + "=" + value.orElse("gone"));
		}

		@EventListener({ WatchInterruptedEvent.class, WatchSyncedEvent.class })
		void marker(Object event) {
			this.markers.add(event.getClass().getSimpleName());
		}

	}

}
