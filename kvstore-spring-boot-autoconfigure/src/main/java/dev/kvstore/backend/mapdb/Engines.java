package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import dev.kvstore.backend.mapdb.MapDbSettings.Location;

/**
 * The engines of this process, one a file or named memory, for as long as a store uses
 * it.
 */
final class Engines {

	private static final Map<Location, Engines> shared = new HashMap<>();

	private final Engine engine;

	private int users;

	private Engines(Engine engine) {
		this.engine = engine;
	}

	static Engine attach(Location location) {
		Location canonical = canonical(location);
		synchronized (shared) {
			Engines entry = shared.computeIfAbsent(canonical, (absent) -> {
				Engine engine = new Engine(absent);
				engine.start();
				return new Engines(engine);
			});
			entry.users++;
			return entry.engine;
		}
	}

	static void detach(Engine engine) {
		synchronized (shared) {
			Engines entry = shared.get(engine.location());
			if (entry != null && --entry.users == 0) {
				// within the lock: the next to open the file must find it closed
				engine.stop();
				shared.remove(engine.location());
			}
		}
	}

	private static Location canonical(Location location) {
		if (location instanceof Location.File file) {
			return new Location.File(canonical(file.path()));
		}
		boolean named = location instanceof Location.Memory memory && !memory.name().isEmpty();
		return named ? location : new Location.Memory(UUID.randomUUID().toString());
	}

	private static Path canonical(Path file) {
		Path absolute = file.toAbsolutePath().normalize();
		try {
			return absolute.toRealPath();
		}
		catch (IOException ex) {
			return canonicalInDirectory(absolute);
		}
	}

	private static Path canonicalInDirectory(Path absolute) {
		Path directory = absolute.getParent();
		Path name = absolute.getFileName();
		if (directory == null || name == null) {
			return absolute;
		}
		try {
			return directory.toRealPath().resolve(name);
		}
		catch (IOException ex) {
			return absolute;
		}
	}

}
