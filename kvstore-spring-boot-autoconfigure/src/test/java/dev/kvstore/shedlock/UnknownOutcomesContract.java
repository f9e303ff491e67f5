package dev.kvstore.shedlock;

import java.time.Duration;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.support.LockException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.shedlock.FaultyWrites.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Writes of which it is not known whether they took effect.
 */
abstract class UnknownOutcomesContract extends LockProviderCases {

	private final FaultyWrites writes = new FaultyWrites();

	private StoreLockProvider rival;

	UnknownOutcomesContract(LockProviderContract contract) {
		super(contract);
	}

	@BeforeEach
	void letWritesGoWrong() {
		this.provider = provider(this.writes.of(this.store));
		this.rival = provider(this.store);
	}

	@ParameterizedTest
	@EnumSource(names = { "LOST", "ANSWER_LOST", "ANSWER_LOST_BY_INTERRUPT" })
	void aLockIsTakenForCertain(Fault fault) {
		this.writes.plan(fault);
		SimpleLock lock = lock(this.provider, LONG).orElseThrow();
		assertThat(Thread.interrupted()).isEqualTo(fault == Fault.ANSWER_LOST_BY_INTERRUPT);
		assertThat(lock(this.rival, LONG)).isEmpty();
		lock.unlock();
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@ParameterizedTest
	@EnumSource(names = { "LOST", "ANSWER_LOST", "ANSWER_LOST_BY_INTERRUPT" })
	void aLockThatWasOverIsTakenForCertain(Fault fault) {
		leaveALockThatIsOver();
		this.writes.plan(fault);
		SimpleLock lock = lock(this.provider, LONG).orElseThrow();
		assertThat(Thread.interrupted()).isEqualTo(fault == Fault.ANSWER_LOST_BY_INTERRUPT);
		assertThat(lock(this.rival, LONG)).isEmpty();
		lock.unlock();
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@Test
	void aLockThatARivalTookMeanwhileIsTheRivals() {
		this.writes.meanwhile(() -> assertThat(lock(this.rival, LONG)).isPresent());
		this.writes.plan(Fault.LOST_AFTER_RIVAL);
		assertThat(lock(this.provider, LONG)).isEmpty();
	}

	@Test
	void aLockOfWhichNothingCanBeFoundOutIsAFailureWithTheCause() {
		this.writes.plan(Fault.LOST, Fault.LOST);
		assertThatExceptionOfType(LockException.class).isThrownBy(() -> lock(this.provider, LONG))
			.withCauseInstanceOf(StoreUnavailableException.class);
		assertThat(this.writes.writes()).isEqualTo(2);
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@Test
	void aWriteThatCertainlyHadNoEffectIsNotRepeated() {
		this.writes.plan(Fault.REFUSED);
		assertThatExceptionOfType(LockException.class).isThrownBy(() -> lock(this.provider, LONG));
		assertThat(this.writes.writes()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(names = { "LOST", "ANSWER_LOST", "ANSWER_LOST_BY_INTERRUPT" })
	void aLockIsExtendedForCertain(Fault fault) {
		SimpleLock lock = lock(this.provider, Duration.ofSeconds(20)).orElseThrow();
		this.writes.plan(fault);
		SimpleLock extended = lock.extend(LONG, Duration.ZERO).orElseThrow();
		assertThat(Thread.interrupted()).isEqualTo(fault == Fault.ANSWER_LOST_BY_INTERRUPT);
		assertThat(lock(this.rival, LONG)).isEmpty();
		extended.unlock();
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@ParameterizedTest
	@EnumSource(names = { "LOST", "ANSWER_LOST", "ANSWER_LOST_BY_INTERRUPT" })
	void aLockIsUnlockedForCertain(Fault fault) {
		SimpleLock lock = lock(this.provider, LONG).orElseThrow();
		this.writes.plan(fault);
		lock.unlock();
		assertThat(Thread.interrupted()).isEqualTo(fault == Fault.ANSWER_LOST_BY_INTERRUPT);
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@Test
	void anUnlockThatFailedMayBeRepeated() {
		SimpleLock lock = lock(this.provider, LONG).orElseThrow();
		this.writes.plan(Fault.REFUSED);
		assertThatExceptionOfType(LockException.class).isThrownBy(lock::unlock);
		lock.unlock();
		assertThat(lock(this.rival, LONG)).isPresent();
	}

	@Test
	void aLockThatIsOverIsTakenAlsoWhenItsRecordGoesMeanwhile() {
		leaveALockThatIsOver();
		this.writes.meanwhile(() -> assertThat(this.store.delete(this.key)).isTrue());
		this.writes.plan(Fault.DELAYED);
		assertThat(lock(this.provider, LONG)).isPresent();
	}

	private void leaveALockThatIsOver() {
		byte[] record = new LockRecord(ClockProvider.now().minusSeconds(1), ClockProvider.now(), "host", "id").bytes();
		this.store.put(this.key, record);
	}

}
