package dev.kvstore.connection;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.backend.mapdb.MapDbSettings;
import dev.kvstore.backend.mapdb.MapDbSettings.Location;
import dev.kvstore.backend.mapdb.MapDbStore;
import dev.kvstore.connection.ClientLibrary.Artifact;

/**
 * Opens embedded stores. Loads without MapDB on the class path.
 */
final class MapDbStoreFactory implements StoreFactory {

	private static final String PATH_PROPERTY = "kvstore.mapdb.path";

	private static final String ENDPOINTS_PROPERTY = "kvstore.endpoints";

	private static final String MEMORY = "mem:";

	private static final Location DEFAULT = new Location.File(Path.of("kvstore.db"));

	static final ClientLibrary LIBRARY = new ClientLibrary("mapdb",
			List.of(new Artifact("org.mapdb:mapdb", "org.mapdb.DBMaker"),
					new Artifact("org.jetbrains.kotlin:kotlin-stdlib", "kotlin.Unit"),
					new Artifact("org.eclipse.collections:eclipse-collections",
							"org.eclipse.collections.impl.list.mutable.primitive.LongArrayList"),
					new Artifact("com.google.guava:guava", "com.google.common.cache.CacheBuilder"),
					new Artifact("at.yawk.lz4:lz4-java", "net.jpountz.xxhash.XXHashFactory"),
					new Artifact("org.mapdb:elsa", "org.mapdb.elsa.ElsaSerializerPojo")));

	private final @Nullable String path;

	MapDbStoreFactory(@Nullable String path) {
		this.path = path;
	}

	@Override
	public String name() {
		return "mapdb";
	}

	@Override
	public Store open(StoreSettings settings) {
		Location location = location(settings.endpoints());
		return LIBRARY
			.open(() -> MapDbStore.open(new MapDbSettings(location, settings.requestTimeout(), settings.failFast())));
	}

	Location location(List<String> endpoints) {
		if (endpoints.size() > 1) {
			throw new InvalidSettingException(ENDPOINTS_PROPERTY, null,
					"must be one file for the backend 'mapdb' and not " + endpoints.size(), null);
		}
		Location configured = (this.path != null) ? parse(PATH_PROPERTY, this.path) : null;
		if (endpoints.isEmpty()) {
			return (configured != null) ? configured : DEFAULT;
		}
		Location endpoint = parse(ENDPOINTS_PROPERTY, endpoints.get(0));
		if (configured != null && !isSame(configured, endpoint)) {
			throw new InvalidSettingException(PATH_PROPERTY, this.path,
					"must be the file that 'kvstore.endpoints' names, '" + endpoint + "', or not be set", null);
		}
		return endpoint;
	}

	private static Location parse(String property, String path) {
		if (path.isBlank()) {
			throw new InvalidSettingException(property, path, "must be the path of a file", null);
		}
		if (path.startsWith(MEMORY)) {
			return new Location.Memory(path.substring(MEMORY.length()));
		}
		try {
			return new Location.File(Path.of(path));
		}
		catch (InvalidPathException ex) {
			throw new InvalidSettingException(property, path, "must be the path of a file", ex);
		}
	}

	private static boolean isSame(Location location, Location other) {
		if (location instanceof Location.File file && other instanceof Location.File otherFile) {
			return file.path().toAbsolutePath().normalize().equals(otherFile.path().toAbsolutePath().normalize());
		}
		return location.equals(other);
	}

}
