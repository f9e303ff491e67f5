package dev.kvstore.shedlock;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * For how long a lock is held, as ShedLock asks of each of its providers.
 */
abstract class TimesContract extends LockProviderCases {

	private static final Duration SECONDS = Duration.ofSeconds(3);

	TimesContract(LockProviderContract contract) {
		super(contract);
	}

	@Test
	void aLockIsFreeAtOnceAfterItsUnlock() {
		for (int i = 0; i < 10; i++) {
			SimpleLock lock = lock(this.provider, LONG).orElseThrow();
			assertThat(lock(this.provider, LONG)).isEmpty();
			lock.unlock();
		}
		assertThat(this.store.exists(this.key)).isFalse();
	}

	@Test
	void locksOfDifferentNamesAreIndependent() {
		assertThat(lock(this.provider, LONG)).isPresent();
		assertThat(this.provider.lock(new LockConfiguration(ClockProvider.now(), "other", LONG, Duration.ZERO)))
			.isPresent();
	}

	@Test
	void aLockEndsByItsTimeAndNotBefore() {
		Instant end = ClockProvider.now().plusMillis(500);
		assertThat(lock(this.provider, Duration.ofMillis(500))).isPresent();
		await().until(() -> lock(this.provider, LONG), Optional::isPresent);
		assertThat(ClockProvider.now()).isAfterOrEqualTo(end);
	}

	@Test
	void anUnlockedLockIsKeptForItsLeastTime() {
		Instant end = ClockProvider.now().plus(SECONDS);
		this.provider.lock(configuration(LONG, SECONDS)).orElseThrow().unlock();
		assertThat(lock(this.provider, LONG)).isEmpty();
		await().until(() -> lock(this.provider, LONG), Optional::isPresent);
		assertThat(ClockProvider.now()).isAfterOrEqualTo(end);
	}

	@Test
	void aLockIsRemovedAfterItsLeastTime() {
		this.provider.lock(configuration(LONG, SECONDS)).orElseThrow().unlock();
		assertThat(this.store.exists(this.key)).isTrue();
		await().until(() -> !this.store.exists(this.key));
	}

	@Test
	void aLockThatNobodyEndsIsRemovedAfterItsTime() {
		assertThat(lock(this.provider, SHORT)).isPresent();
		await().until(() -> !this.store.exists(this.key));
	}

	@Test
	void anExtendedLockIsHeldBeyondItsFirstEnd() {
		SimpleLock lock = lock(this.provider, SECONDS).orElseThrow();
		Instant end = ClockProvider.now().plus(SECONDS);
		SimpleLock extended = lock.extend(SECONDS, Duration.ZERO)
			.flatMap((once) -> once.extend(LONG, Duration.ZERO))
			.orElseThrow();
		await().until(() -> ClockProvider.now().isAfter(end.plus(SECONDS)));
		assertThat(lock(this.provider, LONG)).isEmpty();
		extended.unlock();
		assertThat(lock(this.provider, LONG)).isPresent();
	}

	@Test
	void anExtensionMayBeShorter() {
		assertThat(lock(this.provider, LONG).orElseThrow().extend(SHORT, Duration.ZERO)).isPresent();
		await().until(() -> lock(this.provider, LONG), Optional::isPresent);
	}

	@Test
	void anExtensionMayHaveALeastTime() {
		lock(this.provider, LONG).orElseThrow().extend(LONG, LONG).orElseThrow().unlock();
		assertThat(lock(this.provider, LONG)).isEmpty();
	}

	@Test
	void aLockThatIsOverIsNotExtendedThoughItsRecordIsThere() {
		Instant now = ClockProvider.now();
		KeyValue own = this.store.put(this.key, new LockRecord(now, now, "host", "id").bytes());
		LockRecords records = new LockRecords(this.store);
		assertThat(records.extend(own, now.plus(LONG))).isEmpty();
		assertThat(records.release(own, now)).isFalse();
		assertThat(this.store.exists(this.key)).isFalse();
	}

	@Test
	void aLockIsGoodForOneUnlockOrExtension() {
		SimpleLock unlocked = lock(this.provider, LONG).orElseThrow();
		unlocked.unlock();
		assertThatIllegalStateException().isThrownBy(unlocked::unlock);
		assertThatIllegalStateException().isThrownBy(() -> unlocked.extend(LONG, Duration.ZERO));
		SimpleLock extended = lock(this.provider, LONG).orElseThrow();
		assertThat(extended.extend(LONG, Duration.ZERO)).isPresent();
		assertThatIllegalStateException().isThrownBy(extended::unlock);
		assertThatIllegalStateException().isThrownBy(() -> extended.extend(LONG, Duration.ZERO));
		assertThat(lock(this.provider, LONG)).isEmpty();
	}

}
