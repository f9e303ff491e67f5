package dev.kvstore.lock;

/**
 * What a task is told when its lock is lost while it runs. Either way a
 * {@link LockLostEvent} is published and transactions of the task's thread do not commit.
 */
public enum OnLost {

	/**
	 * Its thread is interrupted, or its stage or publisher cancelled, and the call ends
	 * in a {@link dev.kvstore.api.LockLostException} even if the task had a result.
	 */
	INTERRUPT,

	/**
	 * Nothing more: its result counts.
	 */
	NOTIFY

}
