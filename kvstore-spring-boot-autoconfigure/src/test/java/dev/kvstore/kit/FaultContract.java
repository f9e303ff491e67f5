package dev.kvstore.kit;

import java.time.Duration;

import org.junit.jupiter.api.Nested;

import dev.kvstore.api.Store;
import dev.kvstore.server.ServerNode;

/**
 * What every backend with a server must do while that server or the wire to it fails. A
 * backend's test class extends it; no case may be skipped or weakened.
 */
public abstract class FaultContract {

	/**
	 * Request timeout of every store that is opened.
	 */
	protected static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

	/**
	 * Returns the server, which the test class starts and ends.
	 * @return the same one for each test
	 */
	protected abstract ServerNode server();

	/**
	 * Opens a further store with {@link #REQUEST_TIMEOUT}, independent of those opened
	 * before.
	 * @param endpoint {@code host:port} of the server or of a proxy in front of it
	 * @return a store that the contract closes
	 */
	protected abstract Store open(String endpoint);

	/**
	 * Returns how long after its TTL a key may still be seen, or a lock be held on the
	 * server, if the store that had it is gone.
	 * @return the bound that the backend documents
	 */
	protected Duration expiryBoundAfterClose() {
		return Duration.ofSeconds(2);
	}

	/**
	 * Returns the TTL that is granted to a lock.
	 * @param requested the TTL that was asked for
	 * @return the effective TTL
	 */
	protected Duration grantedTtl(Duration requested) {
		return requested;
	}

	@Nested
	class WatchesOnABadWire extends BadWireWatchesContract {

		WatchesOnABadWire() {
			super(FaultContract.this);
		}

	}

	@Nested
	class CallsOnABadWire extends BadWireCallsContract {

		CallsOnABadWire() {
			super(FaultContract.this);
		}

	}

	@Nested
	class LocksOnABadWire extends BadWireLocksContract {

		LocksOnABadWire() {
			super(FaultContract.this);
		}

	}

	@Nested
	class ServerFaults extends ServerFaultsContract {

		ServerFaults() {
			super(FaultContract.this);
		}

	}

}
