package dev.kvstore.kit;

import java.time.Duration;

import org.junit.jupiter.api.Nested;

import dev.kvstore.api.Store;

/**
 * What every backend must do. A backend's test class extends it and says how to open a
 * store; no case may be skipped or weakened.
 */
public abstract class StoreCompatibilityKit {

	/**
	 * Opens a further store, independent of those opened before as that of a second
	 * process would be, on the same data. Other tests may use the same data at the same
	 * time.
	 * @return a store that the kit closes
	 */
	protected abstract Store open();

	/**
	 * Returns how long after its TTL a key may still be seen if the store that wrote it
	 * was closed while another is connected.
	 * @return the bound that the backend documents
	 */
	protected Duration expiryBoundAfterClose() {
		return Duration.ofSeconds(2);
	}

	@Nested
	class Keys extends KeysContract {

		Keys() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class RefusedKeys extends RefusedKeysContract {

		RefusedKeys() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Values extends ValuesContract {

		Values() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Versions extends VersionsContract {

		Versions() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Reads extends ReadsContract {

		Reads() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Atomic extends AtomicContract {

		Atomic() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Transactions extends TransactionsContract {

		Transactions() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Expiry extends ExpiryContract {

		Expiry() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class KeepAlive extends KeepAliveContract {

		KeepAlive() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Trees extends TreesContract {

		Trees() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Watches extends WatchesContract {

		Watches() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Listeners extends ListenersContract {

		Listeners() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class WatchClosing extends WatchClosingContract {

		WatchClosing() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Locks extends LocksContract {

		Locks() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class LockWaits extends LockWaitsContract {

		LockWaits() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class LockLosses extends LockLossesContract {

		LockLosses() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Lifecycle extends LifecycleContract {

		Lifecycle() {
			super(StoreCompatibilityKit.this);
		}

	}

	@Nested
	class Interrupts extends InterruptsContract {

		Interrupts() {
			super(StoreCompatibilityKit.this);
		}

	}

}
