package dev.kvstore.backend.mapdb;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;
import dev.kvstore.backend.mapdb.MapDbSettings.Location;

/**
 * What the data of an engine is written to.
 */
interface Medium {

	static Medium of(Location location) {
		return (location instanceof Location.File file) ? new FileMedium(file.path()) : new MemoryMedium(location);
	}

	/**
	 * Opens the last committed state. For the engine's thread, and again only after what
	 * was opened before was closed or abandoned.
	 * @return the open database
	 * @throws StoreFileException if it cannot be used
	 */
	DataFile open();

	/**
	 * Returns what the status tells about it.
	 * @return the details by their names
	 */
	Map<String, Object> facts();

	StoreFileException problem(Problem problem, String reason, @Nullable Throwable cause);

}
