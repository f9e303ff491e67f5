package dev.kvstore.kit;

import dev.kvstore.api.Store;

/**
 * Each way to use a store that takes a directory.
 */
enum DirectoryOperation implements StoreOperation {

	LIST(Store::list),

	DELETE_TREE(Store::deleteTree),

	WATCH_TREE((store, directory) -> store.watchTree(directory, new RecordingListener()).close());

	@SuppressWarnings("ImmutableEnumChecker")
	private final StoreOperation operation;

	DirectoryOperation(StoreOperation operation) {
		this.operation = operation;
	}

	@Override
	public void run(Store store, String path) throws InterruptedException {
		this.operation.run(store, path);
	}

}
