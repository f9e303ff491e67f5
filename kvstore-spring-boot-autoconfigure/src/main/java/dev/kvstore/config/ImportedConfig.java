package dev.kvstore.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.logging.DeferredLogFactory;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.config.ConfigSource.Kind;
import dev.kvstore.connection.EarlyStore;

/**
 * The configuration that an application has imported from the store. It belongs to the
 * application from before there is a context until that is closed. The properties of all
 * directories change together. Safe for use by any number of threads.
 */
public final class ImportedConfig implements AutoCloseable {

	/**
	 * The name of the bean.
	 */
	public static final String BEAN_NAME = "kvStoreImportedConfig";

	private final ConfigStore store;

	private final ConfigProperties settings;

	private final @Nullable ConfigSnapshot snapshot;

	private final Log logger;

	private final Map<ConfigDirectory, ImportedDirectory> directories = new LinkedHashMap<>();

	private @Nullable Consumer<ImportedDirectory> follower;

	private volatile Map<ConfigDirectory, ImportedProperties> present = Map.of();

	private boolean complete;

	ImportedConfig(ConfigStore store, ConfigProperties settings, @Nullable ConfigSnapshot snapshot,
			DeferredLogFactory logs) {
		this.store = store;
		this.settings = settings;
		this.snapshot = snapshot;
		this.logger = logs.getLog(ImportedConfig.class);
	}

	/**
	 * Imports directories. What is followed already is current and not read again. What
	 * was imported before stays as it was if the backend cannot be reached.
	 * @param location what asks for them
	 * @param all the directories and those that go with profiles
	 * @param profiles tells which profiles are active
	 * @return the properties of each
	 * @throws ConfigDataLocationNotFoundException if a directory that must be there is
	 * not
	 * @throws StoreUnavailableException if the backend cannot be reached and must be
	 * @throws MalformedDocumentException if a value cannot be read
	 */
	synchronized List<ConfigPropertySource> load(ImportLocation location, List<ConfigDirectory> all,
			Predicate<String> profiles) {
		boolean again = this.complete && this.directories.keySet().containsAll(all);
		List<ConfigDirectory> wanted = all.stream().filter((directory) -> !isCurrent(directory)).toList();
		List<ImportedDirectory> loaded = wanted.isEmpty() ? List.of() : read(location, wanted, profiles, again);
		Map<ConfigDirectory, ImportedDirectory> known = new LinkedHashMap<>(this.directories);
		loaded.forEach((directory) -> known.put(directory.directory(), directory));
		if (!again) {
			requirePresent(location, all, known.values());
		}
		Map<ConfigDirectory, ImportedProperties> next = new LinkedHashMap<>();
		loaded.forEach((directory) -> next.put(directory.directory(), readAll(directory)));
		this.directories.putAll(known);
		replace(next);
		if (this.complete) {
			keep();
		}
		Optional.ofNullable(this.follower).ifPresent(loaded::forEach);
		return all.stream().map((directory) -> new ConfigPropertySource(directory, this)).toList();
	}

	private boolean isCurrent(ConfigDirectory directory) {
		// followed, or imported by another location of this start
		ImportedDirectory present = this.directories.get(directory);
		return present != null && (this.follower != null || (!this.complete && present.source().kind() != Kind.NONE));
	}

	private static void requirePresent(ImportLocation location, List<ConfigDirectory> all,
			Collection<ImportedDirectory> known) {
		List<ConfigDirectory> present = known.stream()
			.filter((directory) -> !directory.keys().isEmpty())
			.map(ImportedDirectory::directory)
			.toList();
		List<String> missing = location.directories()
			.stream()
			.filter((directory) -> !present.contains(directory))
			.map(ConfigDirectory::path)
			.toList();
		boolean required = location.named() ? !missing.isEmpty() : all.stream().noneMatch(present::contains);
		if (required && !location.location().isOptional()) {
			MissingDirectoryException cause = new MissingDirectoryException(location.location(), missing);
			throw new ConfigDataLocationNotFoundException(location.location(), String.valueOf(cause.getMessage()),
					cause);
		}
	}

	private static ImportedProperties readAll(ImportedDirectory directory) {
		ImportedProperties properties = directory.read();
		directory.rejected().stream().findFirst().ifPresent((malformed) -> {
			throw malformed;
		});
		return properties;
	}

	private List<ImportedDirectory> read(ImportLocation location, List<ConfigDirectory> wanted,
			Predicate<String> profiles, boolean again) {
		try {
			return directories(this.store.list(wanted), Kind.STORE, profiles);
		}
		catch (StoreUnavailableException ex) {
			if (again) {
				throw ex;
			}
			return withoutStore(location, wanted, profiles, ex);
		}
	}

	private List<ImportedDirectory> withoutStore(ImportLocation location, List<ConfigDirectory> wanted,
			Predicate<String> profiles, StoreUnavailableException failure) {
		Map<ConfigDirectory, List<KeyValue>> found = kept(wanted, failure);
		if (found != null) {
			this.store.startWithoutBackend();
			this.logger.warn("The store cannot be reached, so '" + location.location()
					+ "' is imported from the snapshot: " + failure.getMessage());
			return directories(found, Kind.SNAPSHOT, profiles);
		}
		if (!location.location().isOptional()) {
			throw failure;
		}
		this.store.startWithoutBackend();
		this.logger.warn("The store cannot be reached, so '" + location.location() + "' is not imported until it can: "
				+ failure.getMessage());
		return directories(empty(wanted), Kind.NONE, profiles);
	}

	private static List<ImportedDirectory> directories(Map<ConfigDirectory, List<KeyValue>> found, Kind kind,
			Predicate<String> profiles) {
		ConfigSource source = ConfigSource.of(kind);
		return found.entrySet()
			.stream()
			.map((entry) -> new ImportedDirectory(entry.getKey(), new DocumentReader(entry.getKey(), profiles), source,
					entry.getValue()))
			.toList();
	}

	private @Nullable Map<ConfigDirectory, List<KeyValue>> kept(List<ConfigDirectory> wanted,
			StoreUnavailableException failure) {
		Map<String, List<KeyValue>> kept = (this.snapshot != null) ? kept(this.snapshot, failure) : null;
		// one of other directories, such as without a profile, is not all that is wanted
		if (kept == null || !wanted.stream().allMatch((directory) -> kept.containsKey(directory.path()))) {
			return null;
		}
		Map<ConfigDirectory, List<KeyValue>> found = empty(wanted);
		found.replaceAll((directory, none) -> kept.getOrDefault(directory.path(), none));
		return found;
	}

	private @Nullable Map<String, List<KeyValue>> kept(ConfigSnapshot snapshot, StoreUnavailableException failure) {
		try {
			return snapshot.read().orElse(null);
		}
		catch (IllegalStateException ex) {
			this.logger.warn(ex.getMessage(), ex);
			failure.addSuppressed(ex);
			return null;
		}
	}

	private static Map<ConfigDirectory, List<KeyValue>> empty(List<ConfigDirectory> wanted) {
		Map<ConfigDirectory, List<KeyValue>> empty = new LinkedHashMap<>();
		wanted.forEach((directory) -> empty.put(directory, List.of()));
		return empty;
	}

	ImportedProperties properties(ConfigDirectory directory) {
		return this.present.getOrDefault(directory, ImportedProperties.NONE);
	}

	/**
	 * Returns what would change.
	 * @param next the next properties of some directories
	 * @return the names of properties that have another value or origin in one of them
	 */
	Set<String> changes(Map<ConfigDirectory, ImportedProperties> next) {
		Set<String> names = new TreeSet<>();
		next.forEach((directory, properties) -> names.addAll(properties(directory).changes(properties)));
		return names;
	}

	/**
	 * Changes properties, all at once.
	 * @param next the next properties of some directories
	 */
	synchronized void replace(Map<ConfigDirectory, ImportedProperties> next) {
		Map<ConfigDirectory, ImportedProperties> replaced = new HashMap<>(this.present);
		replaced.putAll(next);
		this.present = Map.copyOf(replaced);
	}

	/**
	 * Tells that everything has been imported.
	 */
	synchronized void complete() {
		this.complete = true;
		keep();
	}

	/**
	 * Keeps the present configuration in the snapshot, if all of it comes from the store.
	 */
	synchronized void keep() {
		if (this.snapshot != null && source().kind() == Kind.STORE) {
			try {
				this.snapshot.write(this.directories.values());
			}
			catch (RuntimeException ex) {
				this.logger.warn("The snapshot '" + this.snapshot.file() + "' of the configuration cannot be written",
						ex);
			}
		}
	}

	/**
	 * Lets directories be followed, also those that are imported later.
	 * @param follower is told of each directory
	 */
	synchronized void follow(Consumer<ImportedDirectory> follower) {
		this.follower = follower;
		this.directories.values().forEach(follower);
	}

	synchronized void unfollow() {
		this.follower = null;
	}

	/**
	 * Returns where the directory comes from that is furthest from the store.
	 * @return the source
	 */
	synchronized ConfigSource source() {
		return ConfigSource.furthest(this.directories.values().stream().map(ImportedDirectory::source));
	}

	synchronized List<ImportedDirectory> directories() {
		return List.copyOf(this.directories.values());
	}

	/**
	 * Returns what the application asks of its configuration.
	 * @return the properties by which it was imported
	 */
	public ConfigProperties settings() {
		return this.settings;
	}

	/**
	 * Returns the store that configuration is read from, opened if need be.
	 * @return the store, which may have been handed over
	 */
	public EarlyStore store() {
		return this.store.early();
	}

	/**
	 * Closes the store unless it was handed over.
	 */
	@Override
	public void close() {
		this.store.close();
	}

}
