package dev.kvstore.shedlock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.DefaultLockingTaskExecutor;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockingTaskExecutor;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Two providers on stores of their own, as two processes have them.
 */
abstract class RivalsContract extends LockProviderCases {

	private static final int THREADS = 8;

	private static final int RUNS = 25;

	private StoreLockProvider rival;

	private int counter;

	RivalsContract(LockProviderContract contract) {
		super(contract);
	}

	@BeforeEach
	void openRival() {
		this.rival = provider(this.contract.open());
	}

	@Test
	void aLockIsHeldByOneOfThem() {
		SimpleLock lock = lock(this.provider, LONG).orElseThrow();
		assertThat(lock(this.rival, LONG)).isEmpty();
		lock.unlock();
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@Test
	void unlockingNeverFreesTheLockOfARival() {
		SimpleLock lost = lock(this.provider, SHORT).orElseThrow();
		SimpleLock rival = takeOver();
		lost.unlock();
		assertThat(lock(this.provider, LONG)).isEmpty();
		rival.unlock();
		assertThat(lock(this.provider, LONG)).isPresent();
	}

	@Test
	void aLockThatARivalHasTakenIsNotExtended() {
		SimpleLock lost = lock(this.provider, SHORT).orElseThrow();
		takeOver();
		String record = record();
		assertThat(lost.extend(LONG, Duration.ZERO)).isEmpty();
		assertThat(record()).isEqualTo(record);
	}

	@Test
	void aLockWhoseRecordWasReplacedIsNeitherExtendedNorKept() {
		SimpleLock extended = lock(this.provider, LONG).orElseThrow();
		String record = replaceRecord();
		assertThat(extended.extend(LONG, Duration.ZERO)).isEmpty();
		assertThat(record()).isEqualTo(record);
		this.store.delete(this.key);
		SimpleLock kept = this.provider.lock(configuration(LONG, LONG)).orElseThrow();
		record = replaceRecord();
		kept.unlock();
		assertThat(record()).isEqualTo(record);
	}

	@Test
	void aRecordTellsWhoHoldsTheLock() {
		assertThat(lock(this.provider, LONG)).isPresent();
		assertThat(record()).matches("lockUntil=\\S+Z lockedAt=\\S+Z lockedBy=\\S* id=\\S+");
	}

	@Test
	void anInterruptedThreadLocksExtendsAndUnlocks() throws InterruptedException {
		List<Boolean> flags = new CopyOnWriteArrayList<>();
		Thread thread = new Thread(() -> {
			Thread.currentThread().interrupt();
			SimpleLock lock = lock(this.provider, LONG).orElseThrow();
			flags.add(Thread.currentThread().isInterrupted());
			SimpleLock extended = lock.extend(LONG, Duration.ZERO).orElseThrow();
			flags.add(Thread.currentThread().isInterrupted());
			extended.unlock();
			flags.add(Thread.currentThread().isInterrupted());
		});
		thread.start();
		thread.join();
		assertThat(flags).containsExactly(true, true, true);
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@Test
	void whatIsNoRecordOfALockIsNotOverwritten() {
		this.store.put(this.key, new byte[] { 1 });
		assertThatExceptionOfType(LockException.class).isThrownBy(() -> lock(this.provider, LONG))
			.withMessageContaining(this.key);
		assertThat(this.store.get(this.key).orElseThrow().value()).containsExactly(1);
	}

	@Test
	void aNameThatMakesNoKeyIsRefused() {
		LockConfiguration configuration = new LockConfiguration(ClockProvider.now(), "a//b", LONG, Duration.ZERO);
		assertThatIllegalArgumentException().isThrownBy(() -> this.provider.lock(configuration));
	}

	@Test
	void aClosedStoreIsAFailure() {
		this.store.close();
		assertThatExceptionOfType(LockException.class).isThrownBy(() -> lock(this.provider, LONG));
	}

	@Test
	void aCounterThatIsNotAtomicLosesNothing() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(THREADS);
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (int i = 0; i < THREADS; i++) {
				LockingTaskExecutor executor = new DefaultLockingTaskExecutor(
						(i % 2 == 0) ? this.provider : this.rival);
				futures.add(threads.submit(() -> count(executor)));
			}
			for (Future<?> future : futures) {
				future.get(60, TimeUnit.SECONDS);
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(this.counter).isEqualTo(THREADS * RUNS);
	}

	private void count(LockingTaskExecutor executor) {
		for (int[] run = { 0 }; run[0] < RUNS;) {
			executor.executeWithLock((Runnable) () -> {
				int before = this.counter;
				this.store.exists(this.key);
				this.counter = before + 1;
				run[0]++;
			}, configuration(LONG, (run[0] % 5 == 0) ? Duration.ofMillis(5) : Duration.ZERO));
		}
	}

	private SimpleLock takeOver() {
		return await().until(() -> lock(this.rival, LONG), Optional::isPresent).orElseThrow();
	}

	private String replaceRecord() {
		this.store.put(this.key, LockRecord.until(ClockProvider.now().plus(LONG)).bytes());
		return record();
	}

	private String record() {
		return this.store.get(this.key).orElseThrow().asString();
	}

}
