package dev.kvstore.backend;

/**
 * What reads may miss.
 */
public enum ReadConsistency {

	/**
	 * Reads see every write that was acknowledged before they began.
	 */
	STRONG,

	/**
	 * Reads may be answered by any server from what it knows, which is faster and can be
	 * stale. No difference on the embedded store.
	 */
	RELAXED

}
