package dev.kvstore.connection;

import java.util.List;
import java.util.function.Supplier;

import dev.kvstore.api.Store;

/**
 * What a backend needs on the class path, any of which may have been excluded.
 *
 * @param backend the backend's name
 * @param artifacts the client first, then what it depends on
 */
record ClientLibrary(String backend, List<Artifact> artifacts) {

	Artifact client() {
		return this.artifacts.get(0);
	}

	Store open(Supplier<Store> opening) {
		this.artifacts.forEach(this::require);
		try {
			return opening.get();
		}
		catch (NoClassDefFoundError ex) {
			throw new ClientLibraryMissingException(this.backend, client().coordinates(), ex);
		}
	}

	private void require(Artifact artifact) {
		try {
			Class.forName(artifact.probe(), false, ClientLibrary.class.getClassLoader());
		}
		catch (ClassNotFoundException | NoClassDefFoundError ex) {
			throw new ClientLibraryMissingException(this.backend, artifact.coordinates(), ex);
		}
	}

	/**
	 * A jar.
	 *
	 * @param coordinates the Maven coordinates, {@code group:artifact}
	 * @param probe the name of a class that is in it
	 */
	record Artifact(String coordinates, String probe) {

	}

}
