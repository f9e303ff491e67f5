package dev.kvstore.kit;

import java.util.Set;
import java.util.stream.Stream;

import dev.kvstore.api.Store;

/**
 * A way to use a store that takes a key or a directory.
 */
interface StoreOperation {

	void run(Store store, String path) throws InterruptedException;

	static Stream<StoreOperation> all() {
		return Stream.concat(Stream.of(KeyOperation.values()), Stream.of(DirectoryOperation.values()));
	}

	/**
	 * Returns the operations that cannot do without an answer of a server.
	 */
	static Stream<StoreOperation> withServer() {
		Set<StoreOperation> without = Set.of(KeyOperation.NEW_LOCK, KeyOperation.NEW_LOCK_WITH_OPTIONS,
				KeyOperation.WATCH, DirectoryOperation.WATCH_TREE);
		return all().filter((operation) -> !without.contains(operation));
	}

}
