package dev.kvstore.connection;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

import dev.kvstore.connection.ClientLibrary.Artifact;

/**
 * Tells native images what a backend's client reaches by reflection, if the client is on
 * the class path. Left out are what the jars tell themselves, and providers of services,
 * which native images find.
 */
abstract class ClientHints implements RuntimeHintsRegistrar {

	private final ClientLibrary library;

	ClientHints(ClientLibrary library) {
		this.library = library;
	}

	@Override
	public final void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (Artifact artifact : this.library.artifacts()) {
			hints.reflection().registerTypeIfPresent(classLoader, artifact.probe());
		}
		if (hints.reflection().getTypeHint(TypeReference.of(this.library.client().probe())) != null) {
			registerClient(hints);
		}
	}

	/**
	 * Registers what the client reaches besides the classes by which it is found.
	 * @param hints where to register it
	 */
	abstract void registerClient(RuntimeHints hints);

	static void registerTypes(RuntimeHints hints, List<String> names, MemberCategory... members) {
		names.forEach((name) -> hints.reflection().registerType(TypeReference.of(name), members));
	}

}
