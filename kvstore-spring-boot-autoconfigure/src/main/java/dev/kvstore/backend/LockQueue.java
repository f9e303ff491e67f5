package dev.kvstore.backend;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHolder;

/**
 * The queues of contenders for locks on a server: one record for each contender, bound to
 * its lease, in the order of their creation. The first holds the lock. Calls end within
 * the request timeout, and throw a {@link dev.kvstore.api.StoreException} if the server
 * does not answer.
 *
 * @param <L> what names a lease
 */
public interface LockQueue<L> {

	/**
	 * Names a new contender.
	 * @return a name, unlike any other in the world
	 */
	default String newId() {
		return UUID.randomUUID().toString();
	}

	/**
	 * Appends a contender, in one round trip where the server can.
	 * @param contender the contender
	 * @param lease the lease that its record ends with
	 * @param onlyIfFree whether to do so only if nobody else is in the queue
	 * @param deadline when it is to end, instead of a request timeout from now
	 * @return its place, or {@code null} if the queue was not free and had to be, or the
	 * lease was found to be lost
	 */
	@Nullable Place enter(Contender contender, L lease, boolean onlyIfFree, Deadline deadline);

	/**
	 * Looks where a contender is.
	 * @param contender the contender
	 * @return its place, or {@code null} if its record is gone
	 */
	@Nullable Place look(Contender contender);

	/**
	 * Takes the record away of a contender that is known to have one. Asked once.
	 * @param contender the contender
	 * @return {@code false} if there was none
	 */
	boolean leave(Contender contender);

	/**
	 * Takes a contender's record away, also one whose arrival was never confirmed and
	 * after a {@link #leave} without an answer. Asked until it is confirmed.
	 * @param contender the contender
	 */
	default void withdraw(Contender contender) {
		leave(contender);
	}

	/**
	 * Tells once when a record of the contender's queue is known to be gone, at once if
	 * it is. Does not block, and survives interruptions of the connection.
	 * @param contender whose queue it is
	 * @param record the record, as a {@link Place} names it
	 * @param action what to do, must not block
	 * @return ends it; does not block and throws nothing
	 */
	Registration onGone(Contender contender, String record, Runnable action);

	/**
	 * Tells who is first.
	 * @param key the key of the lock
	 * @return the holder, or empty if there is none
	 */
	Optional<LockHolder> first(String key);

	/**
	 * Takes the first contender's record away.
	 * @param key the key of the lock
	 * @param token its fencing token
	 * @return {@code false} if the first has another token or there is none
	 */
	boolean removeFirst(String key, long token);

	/**
	 * Who wants a lock.
	 *
	 * @param operation the user's operation
	 * @param key the key of the lock
	 * @param id names the contender, unlike any other in the world
	 * @param value tells others who it is
	 */
	record Contender(String operation, String key, String id, String value) {

	}

	/**
	 * Where a contender is in a queue.
	 *
	 * @param record names its record
	 * @param token its fencing token: greater than that of everyone who held the lock
	 * before
	 * @param predecessor names the record before it, {@code null} if it is the first
	 */
	record Place(String record, long token, @Nullable String predecessor) {

	}

}
