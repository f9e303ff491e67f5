package dev.kvstore;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;

import org.springframework.boot.test.context.FilteredClassLoader;

import dev.kvstore.api.Store;

/**
 * The project's classes without some of what they depend on.
 */
public final class ReducedClassPath {

	private ReducedClassPath() {
	}

	/**
	 * Returns a loader of its own for the project's classes.
	 * @param missing the package that is not there, with those below it
	 * @return a new class loader
	 */
	public static URLClassLoader without(String missing) {
		return loader(missing, Store.class);
	}

	/**
	 * Returns a loader of its own for the project's classes and its tests.
	 * @param missing the package that is not there, with those below it
	 * @return a new class loader
	 */
	public static URLClassLoader withTestsAndWithout(String missing) {
		return loader(missing, Store.class, ReducedClassPath.class);
	}

	private static URLClassLoader loader(String missing, Class<?>... locations) {
		URL[] urls = Stream.of(locations)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation())
			.toArray(URL[]::new);
		return new URLClassLoader(urls, new FilteredClassLoader(missing, "dev.kvstore"));
	}

}
