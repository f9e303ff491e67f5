package dev.kvstore;

import java.net.URL;
import java.net.URLClassLoader;

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
		URL classes = Store.class.getProtectionDomain().getCodeSource().getLocation();
		return new URLClassLoader(new URL[] { classes }, new FilteredClassLoader(missing, "dev.kvstore"));
	}

}
