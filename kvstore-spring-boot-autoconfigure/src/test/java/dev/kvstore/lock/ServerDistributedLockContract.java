package dev.kvstore.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link DistributedLock} does on a backend with a server that falls silent.
 */
public abstract class ServerDistributedLockContract extends DistributedLockContract {

	private final ServerNode server;

	protected ServerDistributedLockContract(ServerNode server) {
		this.server = server;
	}

	/**
	 * Opens a further store, independent of those opened before.
	 * @param endpoint where the server is reached
	 * @return a store that the contract closes
	 */
	protected abstract Store open(String endpoint);

	@Override
	protected final Store open() {
		return open(this.server.endpoint());
	}

	@Test
	void clockInterruptsTheJobOfASilentServerBeforeTheNextJobRuns() throws Exception {
		Gate gate = new Gate();
		CompletableFuture<LockHandle> silenced = new CompletableFuture<>();
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint());
				Store store = open(wire.endpoint());
				LockedApplication application = LockedApplication.start(store, LockedApplication.newDatabase())) {
			FutureTask<Object> job = Threads.start(() -> application.jobs().runWithTheShortestTtl(this.name, () -> {
				silenced.complete(LockContext.current());
				gate.pass();
				return "never";
			}));
			gate.awaitArrival();
			wire.stall();
			FutureTask<Boolean> next = Threads
				.start(() -> this.second.jobs().runWhenFree(this.name, () -> silenced.join().isHeld()));
			// no answer gets through before the job has ended
			assertThatExceptionOfType(Exception.class).isThrownBy(() -> Threads.get(job))
				.withCauseInstanceOf(LockLostException.class);
			await().until(() -> application.events().of(LockLostEvent.class).size() == 1);
			assertThat(Threads.get(next)).as("the next job runs while the lock is held").isFalse();
			wire.drop();
			wire.resume();
		}
	}

}
