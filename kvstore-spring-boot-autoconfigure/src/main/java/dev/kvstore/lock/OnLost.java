package dev.kvstore.lock;

/**
 * What a task is told when its lock is lost while it runs. Either way a
 * {@link LockLostEvent} is published and transactions of the task's thread do not commit.
 */
public enum OnLost {

	/**
	 * Its thread is interrupted, or its stage or publisher cancelled, and the call ends
	 * in a {@link dev.kvstore.api.LockLostException} even if the task had a result.
	 * <p>
	 * The interrupt ends with the task and never reaches its caller. A thread has one
	 * flag for all interrupts: one from elsewhere that came before the loss stays, one
	 * that comes between the loss and the end of the task ends with it.
	 */
	INTERRUPT,

	/**
	 * Nothing more: its result counts.
	 */
	NOTIFY

}
