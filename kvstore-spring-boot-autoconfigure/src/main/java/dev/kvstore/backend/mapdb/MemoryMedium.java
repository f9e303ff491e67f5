package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;
import dev.kvstore.backend.mapdb.MapDbSettings.Location;

/**
 * Memory in which everything goes on as in a file.
 */
final class MemoryMedium implements Medium {

	private final Location location;

	private final MemoryBlocks blocks = new MemoryBlocks();

	MemoryMedium(Location location) {
		this.location = location;
	}

	@Override
	public DataFile open() {
		try {
			return DataFile.open(new MemoryChannel(this.blocks));
		}
		catch (IOException ex) {
			throw problem(Problem.DAMAGED, "'" + this + "' cannot be read", ex);
		}
	}

	@Override
	public Map<String, Object> facts() {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("file", toString());
		facts.put("size", this.blocks.size());
		return facts;
	}

	@Override
	public StoreFileException problem(Problem problem, String reason, @Nullable Throwable cause) {
		return new StoreFileException(MapDbStore.BACKEND, problem, Path.of("memory"), null, reason, cause);
	}

	@Override
	public String toString() {
		return this.location.toString();
	}

}
