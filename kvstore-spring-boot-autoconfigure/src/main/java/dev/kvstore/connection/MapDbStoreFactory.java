package dev.kvstore.connection;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.Store;
import dev.kvstore.backend.mapdb.MapDbSettings;
import dev.kvstore.backend.mapdb.MapDbStore;
import dev.kvstore.connection.ClientLibrary.Artifact;

/**
 * Opens embedded stores. Loads without MapDB on the class path.
 */
final class MapDbStoreFactory implements StoreFactory {

	private static final String PATH_PROPERTY = "kvstore.mapdb.path";

	private static final String ENDPOINTS_PROPERTY = "kvstore.endpoints";

	private static final Path DEFAULT_FILE = Path.of("kvstore.db");

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
		Path file = file(settings.endpoints());
		return LIBRARY
			.open(() -> MapDbStore.open(new MapDbSettings(file, settings.requestTimeout(), settings.failFast())));
	}

	Path file(List<String> endpoints) {
		if (endpoints.size() > 1) {
			throw new InvalidSettingException(ENDPOINTS_PROPERTY, null,
					"must be one file for the backend 'mapdb' and not " + endpoints.size(), null);
		}
		Path configured = (this.path != null) ? parse(PATH_PROPERTY, this.path) : null;
		if (endpoints.isEmpty()) {
			return (configured != null) ? configured : DEFAULT_FILE;
		}
		Path endpoint = parse(ENDPOINTS_PROPERTY, endpoints.get(0));
		if (configured != null && !isSame(configured, endpoint)) {
			throw new InvalidSettingException(PATH_PROPERTY, this.path,
					"must be the file that 'kvstore.endpoints' names, '" + endpoint + "', or not be set", null);
		}
		return endpoint;
	}

	private static Path parse(String property, String path) {
		if (path.isBlank()) {
			throw new InvalidSettingException(property, path, "must be the path of a file", null);
		}
		try {
			return Path.of(path);
		}
		catch (InvalidPathException ex) {
			throw new InvalidSettingException(property, path, "must be the path of a file", ex);
		}
	}

	private static boolean isSame(Path path, Path other) {
		return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
	}

}
