package dev.kvstore.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ReactiveLockSynchronization}.
 */
class ReactiveLockSynchronizationTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final LockTaskOptions OPTIONS = LockTaskOptions.defaults();

	private final CountedTransactions transactions = new CountedTransactions();

	private final TransactionalOperator operator = TransactionalOperator.create(this.transactions);

	private final Store store;

	private final LockTemplate blocking;

	private final ReactiveLockTemplate template;

	ReactiveLockSynchronizationTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("store.db").toString());
		this.blocking = new LockTemplate(this.store, OPTIONS, "tests", (event) -> {
		});
		this.template = new ReactiveLockTemplate(this.blocking);
	}

	@AfterEach
	void close() {
		this.blocking.close();
		this.store.close();
	}

	@Test
	void transactionOfTheCallerKeepsTheLockUntilItsCommit() {
		Mono<Boolean> free = locked().then(Mono.fromSupplier(this::isFree));
		assertThat(this.operator.transactional(free).block(PATIENCE)).isFalse();
		assertThat(this.transactions.commits()).isOne();
		assertThat(isFree()).isTrue();
	}

	@Test
	void transactionOfTheCallerKeepsTheLockUntilItsRollback() {
		Mono<Object> failing = locked().then(Mono.fromSupplier(this::isFree))
			.flatMap((free) -> Mono.error(new IOException("free: " + free)));
		assertThatException().isThrownBy(() -> this.operator.transactional(failing).block(PATIENCE))
			.withMessageContaining("free: false");
		assertThat(this.transactions.rollbacks()).isOne();
		assertThat(isFree()).isTrue();
	}

	@Test
	void transactionOfTheCallerThatIsCancelledFreesTheLock() throws InterruptedException {
		CountDownLatch kept = new CountDownLatch(1);
		Mono<String> endless = locked().doOnSuccess((result) -> kept.countDown()).then(Mono.never());
		Disposable subscription = this.operator.transactional(endless).subscribe();
		assertThat(kept.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(isFree()).isFalse();
		subscription.dispose();
		Awaitility.await().until(() -> isFree() && this.transactions.rollbacks() == 1);
	}

	@Test
	void transactionOfTheCallerDoesNotCommitWithoutTheLock() {
		Mono<Void> losing = this.template.flux("a", OPTIONS, (lock) -> Mono.just("result"))
			.then(Mono.fromRunnable(this::destroy));
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.operator.transactional(losing).block(PATIENCE));
		assertThat(this.transactions.commits()).isZero();
		assertThat(this.transactions.rollbacks()).isOne();
	}

	@Test
	void transactionThatKeepsTheLockFindsItBusyAtOnce() {
		LockTaskOptions patient = OPTIONS.withWaitTime(Duration.ofDays(1));
		Mono<String> twice = locked().then(this.template.mono("/a", patient, (lock) -> Mono.just("never")));
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.operator.transactional(twice).block(PATIENCE))
			.withMessageContaining("wait for itself");
		assertThat(isFree()).isTrue();
	}

	@Test
	void transactionUnderTheLockIsRolledBackWhenTheLockIsLost() {
		Mono<Object> losing = this.template.mono("a", OPTIONS,
				(lock) -> this.operator.transactional(Mono.fromRunnable(this::destroy).then(Mono.never())));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> losing.block(PATIENCE));
		Awaitility.await().until(() -> this.transactions.rollbacks() == 1);
		assertThat(this.transactions.commits()).isZero();
	}

	private Mono<String> locked() {
		return this.template.mono("a", OPTIONS, (lock) -> Mono.just("result"));
	}

	private boolean isFree() {
		return this.store.newLock("a").holder().isEmpty();
	}

	private void destroy() {
		StoreLock lock = this.store.newLock("a");
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
	}

}
