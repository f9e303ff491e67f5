package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The engines of this process, one a file, for as long as a store uses it.
 */
final class Engines {

	private static final Map<Path, Engines> shared = new HashMap<>();

	private final Engine engine;

	private int users;

	private Engines(Engine engine) {
		this.engine = engine;
	}

	static Engine attach(Path file) {
		Path canonical = canonical(file);
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
			Engines entry = shared.get(engine.file());
			if (entry != null && --entry.users == 0) {
				// within the lock: the next to open the file must find it closed
				engine.stop();
				shared.remove(engine.file());
			}
		}
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
