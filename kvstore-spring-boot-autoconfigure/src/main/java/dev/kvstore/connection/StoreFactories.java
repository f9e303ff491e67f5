package dev.kvstore.connection;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.kvstore.api.Store;

/**
 * The backends that there are, by name. Immutable and safe for use by any number of
 * threads.
 */
public final class StoreFactories {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

	private final SortedMap<String, StoreFactory> factories;

	private final Set<String> additional;

	private StoreFactories(Collection<? extends StoreFactory> builtIn, Collection<? extends StoreFactory> additional) {
		SortedMap<String, StoreFactory> added = byName(additional);
		this.factories = byName(builtIn);
		this.factories.putAll(added);
		this.additional = added.keySet();
	}

	/**
	 * Returns the built-in backends, set up by properties, and additional ones.
	 * @param properties the properties
	 * @param additional further backends; one with the name of a built-in backend
	 * replaces it
	 * @return the factories
	 * @throws IllegalArgumentException if two additional backends have the same name, or
	 * one has a name that is not lower case letters, digits and dashes
	 */
	public static StoreFactories of(KvStoreProperties properties, Collection<? extends StoreFactory> additional) {
		return new StoreFactories(builtIn(properties), additional);
	}

	/**
	 * Opens a store of a built-in backend without Spring; the caller closes it. Fails if
	 * no server answers.
	 * @param backend the backend's name
	 * @param endpoints where the backend is, none for its default
	 * @return an open store
	 * @throws UnknownBackendException if there is no such backend
	 * @throws dev.kvstore.api.StoreException if the backend cannot be used
	 */
	public static Store create(String backend, String... endpoints) {
		return create(backend, StoreSettings.defaults().withEndpoints(endpoints));
	}

	/**
	 * Opens a store of a built-in backend without Spring; the caller closes it.
	 * @param backend the backend's name
	 * @param settings the settings
	 * @return an open store
	 * @throws UnknownBackendException if there is no such backend
	 * @throws dev.kvstore.api.StoreException if the settings ask to fail fast and the
	 * backend cannot be used
	 */
	public static Store create(String backend, StoreSettings settings) {
		return new StoreFactories(builtIn(), List.of()).open(backend, settings, "");
	}

	/**
	 * Returns the names of the backends that can be opened.
	 * @return the names, sorted
	 */
	public SortedSet<String> names() {
		return Collections.unmodifiableSortedSet(new TreeSet<>(this.factories.keySet()));
	}

	/**
	 * Opens a store; the caller closes it. With {@link StoreSettings#failFast()} the
	 * backend has answered when this returns.
	 * @param backend the backend's name; case and surrounding space do not matter
	 * @param settings the settings
	 * @param namespace the directory below which the store keeps everything, which its
	 * user does not see; empty for none
	 * @return an open store
	 * @throws UnknownBackendException if there is no such backend
	 * @throws InvalidSettingException if a setting or the namespace cannot be used
	 * @throws ClientLibraryMissingException if the backend's client is not on the class
	 * path
	 * @throws dev.kvstore.api.StoreException if the settings ask to fail fast and the
	 * backend cannot be used
	 */
	public Store open(String backend, StoreSettings settings, String namespace) {
		StoreSettings.requirePresent("backend", backend);
		StoreSettings.requirePresent("settings", settings);
		Namespace root = Namespace.of(namespace);
		StoreFactory factory = this.factories.get(canonical(backend));
		if (factory == null) {
			throw new UnknownBackendException(backend, names());
		}
		Store store = factory.open(settings);
		if (settings.failFast()) {
			requireAnswer(store);
		}
		return root.around(store);
	}

	boolean isBuiltIn(String backend) {
		return !this.additional.contains(canonical(backend));
	}

	private static String canonical(String backend) {
		return backend.strip().toLowerCase(Locale.ROOT);
	}

	private static List<StoreFactory> builtIn(KvStoreProperties properties) {
		return List.of(new MapDbStoreFactory(properties.mapdb().path()),
				new EtcdStoreFactory(properties.etcd().credentials()),
				new ConsulStoreFactory(properties.consul().token()), new ZooKeeperStoreFactory(
						properties.zookeeper().credentials(), properties.zookeeper().sessionTimeout()));
	}

	private static List<StoreFactory> builtIn() {
		return List.of(new MapDbStoreFactory(null), new EtcdStoreFactory(null), new ConsulStoreFactory(null),
				new ZooKeeperStoreFactory());
	}

	private static SortedMap<String, StoreFactory> byName(Collection<? extends StoreFactory> factories) {
		SortedMap<String, StoreFactory> byName = new TreeMap<>();
		for (StoreFactory factory : factories) {
			String name = factory.name();
			if (!NAME.matcher(name).matches()) {
				throw new IllegalArgumentException("The name of a backend must be lower case letters, digits and "
						+ "dashes but " + factory.getClass().getName() + " has '" + name + "'");
			}
			StoreFactory other = byName.putIfAbsent(name, factory);
			if (other != null) {
				throw new IllegalArgumentException("There are two backends '" + name + "': "
						+ other.getClass().getName() + " and " + factory.getClass().getName());
			}
		}
		return byName;
	}

	private static void requireAnswer(Store store) {
		try {
			store.status();
		}
		catch (RuntimeException ex) {
			close(store, ex);
			throw ex;
		}
	}

	private static void close(Store store, RuntimeException failure) {
		try {
			store.close();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

}
