package dev.kvstore.backend;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction checks and writes; each key is written at most once.
 *
 * @param checks what must hold
 * @param writes what to do then
 */
public record TransactionOperations(List<Check> checks, List<Write> writes) {

	/**
	 * Creates operations with copies of the lists.
	 */
	public TransactionOperations {
		checks = List.copyOf(checks);
		writes = List.copyOf(writes);
	}

	/**
	 * A condition on a key.
	 *
	 * @param key the canonical key
	 * @param version the expected version, or {@link CheckedStore#ABSENT}
	 */
	public record Check(String key, long version) {

	}

	/**
	 * A change of a key.
	 *
	 * @param key the canonical key
	 * @param value the value, or {@code null} to delete the key
	 */
	@SuppressWarnings("ArrayRecordComponent")
	public record Write(String key, byte @Nullable [] value) {

	}

}
