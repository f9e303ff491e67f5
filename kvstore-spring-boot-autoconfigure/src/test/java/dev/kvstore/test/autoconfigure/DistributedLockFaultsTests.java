package dev.kvstore.test.autoconfigure;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockContext;
import dev.kvstore.lock.LockLostEvent;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that methods with {@link DistributedLock} see {@link StoreFaults}.
 */
@KvStoreTest
@Import(DistributedLockFaultsTests.Orders.class)
@RecordApplicationEvents
class DistributedLockFaultsTests {

	@Autowired
	private Orders orders;

	@Autowired
	private Store store;

	@Autowired
	private StoreFaults faults;

	@Test
	void methodIsInterruptedWhenItsLockIsLost(@Autowired ApplicationEvents events) {
		assertLost(() -> this.faults.loseLock("orders/1"));
		assertThat(events.stream(LockLostEvent.class)).isNotEmpty();
	}

	@Test
	void methodIsInterruptedWhenTheSessionExpires() {
		assertLost(this.faults::expireSessions);
	}

	@Test
	void methodDoesNotRunWhileTheStoreIsUnavailable() {
		this.faults.makeUnavailable();
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> this.orders.ship(1));
		assertThat(this.orders.entered()).isNotDone();
	}

	private void assertLost(Runnable fault) {
		CompletableFuture<Long> entered = this.orders.entered();
		CompletableFuture<Void> shipping = CompletableFuture.runAsync(() -> this.orders.ship(1));
		long token = entered.orTimeout(30, TimeUnit.SECONDS).join();
		fault.run();
		assertThat(this.store.newLock("orders/1").tryLock()).hasValueSatisfying((rival) -> {
			assertThat(rival.fencingToken()).isGreaterThan(token);
			rival.unlock();
		});
		assertThat(shipping).failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(LockLostException.class);
	}

	static class Orders {

		private volatile CompletableFuture<Long> entered = new CompletableFuture<>();

		CompletableFuture<Long> entered() {
			return this.entered;
		}

		@DistributedLock("orders/#{#id}")
		void ship(long id) {
			CompletableFuture<Long> told = this.entered;
			this.entered = new CompletableFuture<>();
			told.complete(LockContext.current().fencingToken());
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
