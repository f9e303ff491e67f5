package dev.kvstore.lock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import dev.kvstore.api.LockLostException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link DistributedLock} does when the lock is lost, and with transactions.
 */
abstract class LostLockContract extends LockedApplications {

	/**
	 * Returns how long after the destruction the holder's store may be told of it.
	 * @return the time until the server tells or the clock runs out
	 */
	protected Duration toldWithin() {
		return Duration.ofSeconds(1);
	}

	@Test
	void lossInterruptsTheJobAndItsLateWriteIsRefused() throws Exception {
		Gate gate = new Gate();
		AtomicLong lostToken = new AtomicLong();
		AtomicLong interrupted = new AtomicLong();
		FutureTask<Object> job = Threads.start(() -> this.first.jobs().run(this.name, () -> {
			lostToken.set(LockContext.current().fencingToken());
			try {
				gate.pass();
			}
			finally {
				interrupted.set(System.nanoTime());
			}
			return "result";
		}));
		gate.awaitArrival();
		destroyHolder(key());
		long destroyed = System.nanoTime();
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> Threads.get(job))
			.withCauseInstanceOf(LockLostException.class);
		assertThat(Duration.ofNanos(interrupted.get() - destroyed))
			.isLessThan(toldWithin().plus(Duration.ofSeconds(1)));
		long nextToken = Threads.get(Threads.start(() -> this.second.jobs().token(this.name, IGNORED)));
		assertThat(write(this.second, nextToken, 2)).isTrue();
		assertThat(write(this.first, lostToken.get(), 1)).isFalse();
		assertThat(this.first.counter(this.name)).isEqualTo(2);
	}

	private boolean write(LockedApplication application, long token, int value) {
		return application.jdbc()
			.update("update counters set val = ?, token = ? where name = ? and token < ?", value, token, this.name,
					token) == 1;
	}

	@Test
	void lossEndsTheCallOfAJobThatSwallowsTheInterrupt() throws Exception {
		Gate gate = new Gate();
		AtomicBoolean swallowed = new AtomicBoolean();
		FutureTask<Object> job = Threads.start(() -> this.first.jobs().run(this.name, () -> {
			try {
				gate.pass();
			}
			catch (InterruptedException ex) {
				swallowed.set(true);
			}
			return "result";
		}));
		gate.awaitArrival();
		destroyHolder(key());
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> Threads.get(job))
			.withCauseInstanceOf(LockLostException.class);
		assertThat(swallowed).isTrue();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void transactionOfTheMethodDoesNotCommitWithoutTheLock(boolean told) throws Exception {
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> {
			if (told) {
				this.first.jobs().writeAndThen(this.name, this::loseTheLock);
			}
			else {
				this.first.jobs().writeAndThenUntold(this.name, this::loseTheLock);
			}
		});
		assertThat(this.second.counter(this.name)).isZero();
	}

	@Test
	void transactionOfTheCallerDoesNotCommitWithoutTheLock() throws Exception {
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.first.transactions().executeWithoutResult((status) -> {
				this.first.jobs().incrementInTheCallersTransaction(this.name);
				loseTheLock();
			}));
		assertThat(this.second.counter(this.name)).isZero();
	}

	@Test
	void transactionOfTheCallerKeepsTheLockUntilItHasCompleted() throws Exception {
		this.first.transactions().executeWithoutResult((status) -> {
			this.first.jobs().incrementInTheCallersTransaction(this.name);
			assertThat(isFree()).isFalse();
			status.setRollbackOnly();
		});
		assertThat(isFree()).isTrue();
		this.first.transactions()
			.executeWithoutResult((status) -> this.first.jobs().incrementInTheCallersTransaction(this.name));
		assertThat(isFree()).isTrue();
		assertThat(this.second.counter(this.name)).isOne();
	}

	@Test
	void transactionThatKeepsTheLockFindsItBusyAtOnce() {
		assertThatExceptionOfType(LockNotAcquiredException.class)
			.isThrownBy(() -> this.first.transactions().executeWithoutResult((status) -> {
				this.first.jobs().incrementInTheCallersTransaction(this.name);
				this.first.jobs().incrementInTheCallersTransaction(this.name);
			}))
			.withMessageContaining("transaction");
		assertThat(isFree()).isTrue();
	}

	private Object loseTheLock() {
		try {
			destroyHolder(key());
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		await().until(() -> {
			Thread.interrupted();
			return !this.first.events().of(LockLostEvent.class).isEmpty();
		});
		return "result";
	}

	@Test
	void lossCancelsThePublisher() throws Exception {
		AtomicBoolean cancelled = new AtomicBoolean();
		CountDownLatch subscribed = new CountDownLatch(1);
		Mono<String> source = Mono.<String>never()
			.doOnSubscribe((subscription) -> subscribed.countDown())
			.doOnCancel(() -> cancelled.set(true));
		CompletableFuture<String> result = this.first.jobs().mono(this.name, source).toFuture();
		assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
		destroyHolder(key());
		assertThat(result).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.withCauseInstanceOf(LockLostException.class);
		assertThat(cancelled).isTrue();
	}

}
