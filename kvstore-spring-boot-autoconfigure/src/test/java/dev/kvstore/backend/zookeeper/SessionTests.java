package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.junit.jupiter.api.Test;

import dev.kvstore.backend.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;

class SessionTests {

	private final Session session = new Session();

	private final Handle handle = new Handle(new Endpoints(List.of(Endpoint.parse("localhost:2181", false)),
			Duration.ofSeconds(10), Duration.ofSeconds(1)), List.of(), (event) -> {
			});

	@Test
	void whoWaitsForARefusedSessionIsToldAtOnce() {
		CompletableFuture<Handle> waiting = this.session.ready();
		change(KeeperState.AuthFailed);
		for (CompletableFuture<Handle> ready : List.of(waiting, this.session.ready())) {
			assertThat(ready).failsWithin(Duration.ZERO)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(KeeperException.AuthFailedException.class);
		}
	}

	@Test
	void aSessionThatWasRefusedIsReadyOnceItIsLetIn() {
		change(KeeperState.AuthFailed);
		change(KeeperState.SyncConnected);
		assertThat(this.session.ready()).isCompletedWithValue(this.handle);
	}

	@Test
	void aSessionThatEndedIsNeverReadyAgain() {
		this.session.end();
		change(KeeperState.Disconnected);
		change(KeeperState.SyncConnected);
		assertThat(this.session.ready()).isCompletedExceptionally();
	}

	private void change(KeeperState state) {
		this.session.changed(this.handle, new WatchedEvent(EventType.None, state, null));
	}

}
