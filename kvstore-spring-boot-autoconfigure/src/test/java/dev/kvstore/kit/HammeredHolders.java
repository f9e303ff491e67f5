package dev.kvstore.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The locks that one thread held one after the other, some of which were destroyed while
 * it held them.
 */
final class HammeredHolders {

	private final Duration lossNoticedWithin;

	private final Collection<String> violations;

	private final List<AtomicInteger> ofLost = new ArrayList<>();

	private final List<AtomicInteger> ofUnlocked = new ArrayList<>();

	private long accepted;

	private int lost;

	HammeredHolders(Duration lossNoticedWithin, Collection<String> violations) {
		this.lossNoticedWithin = lossNoticedWithin;
		this.violations = violations;
	}

	void use(LockHandle handle, BooleanSupplier fencedWrite) {
		AtomicInteger notices = new AtomicInteger();
		handle.onLost(notices::incrementAndGet);
		if (fencedWrite.getAsBoolean()) {
			this.accepted++;
		}
		else {
			awaitLoss(handle);
		}
		boolean held = handle.isHeld();
		if (isUnlocked(handle, held)) {
			this.ofUnlocked.add(notices);
			return;
		}
		this.lost++;
		if (!held) {
			this.ofLost.add(notices);
		}
	}

	private void awaitLoss(LockHandle handle) {
		StoreContract.await()
			.alias("a holder that was overtaken learns of it")
			.atMost(this.lossNoticedWithin.plusSeconds(1))
			.until(() -> !handle.isHeld());
	}

	private boolean isUnlocked(LockHandle handle, boolean held) {
		try {
			handle.unlock();
			if (!held) {
				this.violations.add("unlock of the lost " + handle.fencingToken() + " was quiet");
			}
			return true;
		}
		catch (LockLostException ex) {
			if (handle.isHeld()) {
				this.violations.add("holder " + handle.fencingToken() + " lost its lock and still holds it");
			}
			return false;
		}
	}

	long accepted() {
		return this.accepted;
	}

	int lost() {
		return this.lost;
	}

	/**
	 * Asserts that every loss that showed before unlocking was told once, and nothing
	 * else.
	 */
	void assertTold(Duration bound) {
		StoreContract.await()
			.atMost(bound.plusSeconds(1))
			.untilAsserted(() -> assertThat(this.ofLost).allMatch((count) -> count.get() == 1));
		assertThat(this.ofUnlocked).allMatch((count) -> count.get() == 0);
	}

}
