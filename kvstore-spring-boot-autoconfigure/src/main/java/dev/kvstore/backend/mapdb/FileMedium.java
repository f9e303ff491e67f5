package dev.kvstore.backend.mapdb;

import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;

/**
 * A file.
 *
 * @param path its path
 */
record FileMedium(Path path) implements Medium {

	@Override
	public DataFile open() {
		return DataFile.open(this.path);
	}

	@Override
	public Map<String, Object> facts() {
		return FileFacts.of(this.path);
	}

	@Override
	public StoreFileException problem(Problem problem, String reason, @Nullable Throwable cause) {
		return new StoreFileException(MapDbStore.BACKEND, problem, this.path, null, reason, cause);
	}

	@Override
	public String toString() {
		return this.path.toString();
	}

}
