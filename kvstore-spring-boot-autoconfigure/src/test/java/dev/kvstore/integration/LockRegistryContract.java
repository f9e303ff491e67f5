package dev.kvstore.integration;

import java.util.UUID;

import org.junit.jupiter.api.Nested;

import dev.kvstore.kit.FeatureContract;

/**
 * What Spring Integration expects of a registry, and what we promise beyond it, on one
 * backend.
 */
abstract class LockRegistryContract extends FeatureContract {

	final String directory = "integration-" + UUID.randomUUID();

	@Nested
	class Threads extends ThreadsContract {

		Threads() {
			super(LockRegistryContract.this);
		}

	}

	@Nested
	class Losses extends LossesContract {

		Losses() {
			super(LockRegistryContract.this);
		}

	}

	@Nested
	class Interrupts extends InterruptsContract {

		Interrupts() {
			super(LockRegistryContract.this);
		}

	}

}
