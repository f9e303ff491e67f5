package dev.kvstore.lock;

/**
 * What becomes of the call of a method whose lock is not to be had in time.
 */
public enum OnBusy {

	/**
	 * It ends in a {@link LockNotAcquiredException}.
	 */
	THROW,

	/**
	 * The method is not run and the call returns what is empty in its type: {@code null},
	 * an empty {@code Optional}, a stage completed with one of these or an empty
	 * publisher.
	 */
	SKIP

}
