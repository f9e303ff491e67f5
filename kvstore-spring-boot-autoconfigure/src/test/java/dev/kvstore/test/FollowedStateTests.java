package dev.kvstore.test;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchEvent.Deleted;
import dev.kvstore.api.WatchEvent.Put;
import dev.kvstore.api.WatchEvent.Synced;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.WatchDelivery;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FollowedState}.
 */
class FollowedStateTests {

	@Test
	void whatGoesBeforeTheFirstStateIsWholeIsNotTold() {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		Put stays = new Put(new KeyValue("d/stays", new byte[0], 2));
		try (CallbackThreads threads = new CallbackThreads("test")) {
			WatchDelivery delivery = new WatchDelivery("d", events::add, threads, Instant::now, (closed) -> {
			});
			FollowedState state = new FollowedState(delivery);
			state.onEvent(new Put(new KeyValue("d/goes", new byte[0], 1)));
			state.onEvent(stays);
			state.onEvent(new Deleted("d/goes", 3));
			state.onEvent(new Synced());
			Awaitility.await().until(() -> events.contains(new Synced()));
			delivery.close();
		}
		assertThat(events).containsExactly(stays, new Synced());
	}

}
