package dev.kvstore.backend;

/**
 * What stands for a held lock where rivals see it.
 */
public interface LockRecord {

	/**
	 * Takes the record away after the holder released the lock. A server that does not
	 * answer is asked again in the background.
	 * @param lease the ownership that ended
	 * @return {@code false} if the record was gone before, so that the lock had been lost
	 */
	boolean release(LockLease lease);

	/**
	 * Takes away what is left of the record after a loss. Does not block.
	 * @param lease the ownership that ended
	 */
	void lost(LockLease lease);

}
