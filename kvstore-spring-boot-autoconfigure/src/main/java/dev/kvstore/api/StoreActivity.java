package dev.kvstore.api;

import java.time.Instant;
import java.util.List;

/**
 * What a store does for its application just now: what it watches and which locks it
 * holds. Nothing is asked of the backend. Safe for use by any number of threads; each
 * answer is a copy.
 */
public interface StoreActivity {

	/**
	 * Returns the watches that are open.
	 * @return the watches, in the order in which they were opened
	 */
	List<OpenWatch> watches();

	/**
	 * Returns the locks that are held, so far as the store knows.
	 * @return the locks, in the order in which they were taken
	 */
	List<OwnedLock> locks();

	/**
	 * A watch that is open.
	 *
	 * @param path the key or directory in canonical form, empty for the root
	 * @param directory whether it is a directory, which stands for everything below it
	 * @param synced whether the watch follows the store; before its first state is there,
	 * and from an interruption to the next one, it does not
	 * @param since when that became so, by the wall clock
	 * @param lastContact when the backend was last heard of, by the wall clock
	 */
	record OpenWatch(String path, boolean directory, boolean synced, Instant since, Instant lastContact) {

	}

	/**
	 * A lock that is held.
	 *
	 * @param key the key in canonical form
	 * @param fencingToken its fencing token
	 * @param since when it was taken, by the wall clock
	 */
	record OwnedLock(String key, long fencingToken, Instant since) {

	}

}
