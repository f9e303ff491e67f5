package dev.kvstore.api;

import java.util.OptionalLong;

/**
 * Checks and writes that take effect together or not at all. At least 30 of them fit on
 * every backend. A transaction is collected by one thread and committed once; a key may
 * be written once in it.
 */
public interface Transaction {

	/**
	 * Requires a key to be unchanged.
	 * @param expected what the key is expected to be, of which key and version count
	 * @return this transaction
	 */
	Transaction check(KeyValue expected);

	/**
	 * Requires a key not to exist.
	 * @param key the key
	 * @return this transaction
	 */
	Transaction checkAbsent(String key);

	/**
	 * Writes a key without a TTL.
	 * @param key the key
	 * @param value the value
	 * @return this transaction
	 * @throws IllegalArgumentException if this transaction writes the key already
	 */
	Transaction put(String key, byte[] value);

	/**
	 * Deletes a key if it exists.
	 * @param key the key
	 * @return this transaction
	 * @throws IllegalArgumentException if this transaction writes the key already
	 */
	Transaction delete(String key);

	/**
	 * Sends the transaction.
	 * @return the version that all its puts got, or empty if a check failed and nothing
	 * was applied
	 * @throws IllegalStateException if it is empty or was committed before
	 */
	OptionalLong commit();

}
