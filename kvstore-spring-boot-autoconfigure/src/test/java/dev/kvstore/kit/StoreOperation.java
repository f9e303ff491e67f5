package dev.kvstore.kit;

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

}
