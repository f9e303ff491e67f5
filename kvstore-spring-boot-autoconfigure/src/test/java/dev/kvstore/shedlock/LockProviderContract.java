package dev.kvstore.shedlock;

import java.util.UUID;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import dev.kvstore.kit.FeatureContract;

/**
 * What ShedLock asks of a provider, and what we promise beyond it, on one backend.
 */
abstract class LockProviderContract extends FeatureContract {

	final String directory = "shedlock-" + UUID.randomUUID();

	@Nested
	@Execution(ExecutionMode.CONCURRENT)
	class Times extends TimesContract {

		Times() {
			super(LockProviderContract.this);
		}

	}

	@Nested
	@Execution(ExecutionMode.CONCURRENT)
	class Rivals extends RivalsContract {

		Rivals() {
			super(LockProviderContract.this);
		}

	}

	@Nested
	class UnknownOutcomes extends UnknownOutcomesContract {

		UnknownOutcomes() {
			super(LockProviderContract.this);
		}

	}

}
