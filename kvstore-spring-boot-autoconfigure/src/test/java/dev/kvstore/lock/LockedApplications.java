package dev.kvstore.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;

import static org.mockito.Mockito.mock;

/**
 * Two applications on one backend and one database.
 */
abstract class LockedApplications {

	/** What the caller passes for the lock. */
	static final LockHandle IGNORED = mock();

	final String name = "counter-" + UUID.randomUUID();

	private final String database = LockedApplication.newDatabase();

	final List<Store> stores = new ArrayList<>();

	LockedApplication first;

	LockedApplication second;

	/**
	 * Opens a further store, independent of those opened before.
	 * @return a store that the contract closes
	 */
	protected abstract Store open();

	/**
	 * Destroys on the server, with a client of its own, what makes somebody the holder of
	 * a lock: its lease, session or record.
	 * @param key the key of the lock
	 * @throws Exception if it went wrong
	 */
	protected abstract void destroyHolder(String key) throws Exception;

	@BeforeEach
	void start() {
		this.stores.add(open());
		this.stores.add(open());
		this.first = LockedApplication.start(this.stores.get(0), this.database);
		this.second = LockedApplication.start(this.stores.get(1), this.database);
		this.first.createCounter(this.name);
	}

	@AfterEach
	void stop() {
		this.first.close();
		this.second.close();
		this.stores.parallelStream().forEach(Store::close);
	}

	final boolean isFree() {
		return this.stores.get(1).newLock(key()).holder().isEmpty();
	}

	final String key() {
		return "jobs/" + this.name;
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

}
