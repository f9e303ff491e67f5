package dev.kvstore.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.Keys;

/**
 * Lets stores fail as they do when their server does, so that code can be tested against
 * loss without one. What happens is what the contract of {@link Store} says: a lock is
 * really free afterwards and a rival may have it, code that learns of a loss runs on the
 * threads made for that, and a watch tells what it missed. Nothing has to be waited for
 * but what other threads do then.
 *
 * <p>
 * Time is up when a test says so: while a store is unavailable the locks that it holds
 * and the keys that it keeps alive stay, however long that lasts, until
 * {@link #expireSessions()}. Unlocking works all the time, as a store withdraws in the
 * background what it cannot unlock at once.
 *
 * <p>
 * Faults are for all stores that were passed through {@link #inject} and last until
 * {@link #recover()}, which tests of a Spring application need not call: it is called
 * after each test method. Safe for use by any number of threads.
 */
public final class StoreFaults {

	private final ServerConnection connection = new ServerConnection();

	private final List<FaultyStore> stores = new CopyOnWriteArrayList<>();

	/**
	 * Wraps a store.
	 * @param store a store that answers
	 * @param requestTimeout how long its callers wait for an answer
	 * @return a store that does the same until there are faults, and closes the given one
	 * with itself
	 * @throws IllegalArgumentException if the timeout is not positive
	 */
	public Store inject(Store store, Duration requestTimeout) {
		Arguments.requireNonNull(store, "store");
		Arguments.requireNonNull(requestTimeout, "requestTimeout");
		if (requestTimeout.isZero() || requestTimeout.isNegative()) {
			throw new IllegalArgumentException("'requestTimeout' must be positive but is " + requestTimeout);
		}
		String backend = store.status().backend();
		Calls calls = new Calls(backend, this.connection, requestTimeout);
		FaultyStore faulty = new FaultyStore(store, backend, calls, this.stores::remove);
		this.stores.add(faulty);
		return faulty;
	}

	/**
	 * Ends the sessions of the stores, as when a process stood still for longer than
	 * their timeout: the locks that they hold are lost, the keys that they keep alive are
	 * deleted, and their watches are interrupted and synced again.
	 */
	public void expireSessions() {
		this.stores.forEach(FaultyStore::expireSession);
	}

	/**
	 * Takes a lock away. When this returns {@code isHeld()} is false, {@code unlock()}
	 * throws {@link LockLostException} and the next waiter has the lock; what
	 * {@code onLost} was given runs on a thread of its own.
	 * @param key the key of the lock, {@code leaders/<role>} for a leadership
	 * @throws IllegalStateException if no store holds the lock
	 */
	public void loseLock(String key) {
		String canonical = Keys.key(key);
		if (this.stores.stream().noneMatch((store) -> store.loseLock(canonical))) {
			throw new IllegalStateException(
					"Nobody holds the lock of '" + canonical + "', which could be lost; held are "
							+ this.stores.stream().flatMap(FaultyStore::heldLocks).sorted().toList());
		}
	}

	/**
	 * Interrupts watches, also those that begin meanwhile. They tell
	 * {@link WatchEvent.Interrupted} and, after {@link #recover()}, what changed, and
	 * {@link WatchEvent.Synced}. Calls go on.
	 */
	public void interruptWatches() {
		this.connection.loseWatches();
		this.stores.forEach(FaultyStore::followConnection);
	}

	/**
	 * Lets calls fail with {@link StoreUnavailableException} at once, as if no server
	 * were there. Nothing is sent, so writes certainly have no effect. Watches are
	 * interrupted, calls that wait for an answer lose it, and whoever waits for a lock
	 * goes on waiting.
	 */
	public void makeUnavailable() {
		this.connection.lose(Loss.EVERYTHING);
		this.stores.forEach(FaultyStore::followConnection);
	}

	/**
	 * Lets calls fail with {@link StoreUnavailableException} at once, as if connections
	 * broke before the server got what was sent. Writes have no effect, which their
	 * callers cannot know: {@link StoreUnavailableException#outcomeUnknown()} is true.
	 */
	public void loseRequests() {
		this.connection.lose(Loss.REQUESTS);
	}

	/**
	 * Lets calls fail with {@link StoreUnavailableException} at once, as if connections
	 * broke before the server's answer came. Writes do take effect, which their callers
	 * cannot know: {@link StoreUnavailableException#outcomeUnknown()} is true. A lock is
	 * not had, because a store gives back what it may have got.
	 */
	public void loseAnswers() {
		this.connection.lose(Loss.ANSWERS);
	}

	/**
	 * Lets answers come late. A caller waits as long or, if that is longer, for the
	 * request timeout, and then gets {@link StoreUnavailableException}; its write has
	 * taken effect nevertheless. {@link #recover()} brings the answers that are waited
	 * for at once, so that no test needs to know how long that takes.
	 * @param delay how late
	 * @throws IllegalArgumentException if it is negative
	 */
	public void delayAnswers(Duration delay) {
		Arguments.requireNonNull(delay, "delay");
		if (delay.isNegative()) {
			throw new IllegalArgumentException("'delay' must not be negative but is " + delay);
		}
		this.connection.delay(delay);
	}

	/**
	 * Ends all faults: calls are answered at once and watches tell what they missed. What
	 * was lost stays lost.
	 */
	public void recover() {
		this.connection.recover();
		this.stores.forEach(FaultyStore::followConnection);
	}

}
