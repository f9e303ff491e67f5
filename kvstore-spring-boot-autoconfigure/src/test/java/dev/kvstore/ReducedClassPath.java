package dev.kvstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
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
		return new URLClassLoader(urls, new WithoutJars(missing));
	}

	/**
	 * Hides classes, and of the jars that have them also what they declare to Spring.
	 */
	private static final class WithoutJars extends FilteredClassLoader {

		private final String missing;

		private WithoutJars(String missing) {
			super(missing, "dev.kvstore");
			this.missing = missing.replace('.', '/') + "/";
		}

		@Override
		public Enumeration<URL> getResources(String name) throws IOException {
			List<URL> remaining = new ArrayList<>(Collections.list(super.getResources(name)));
			remaining.removeIf(this::isMissing);
			return Collections.enumeration(remaining);
		}

		private boolean isMissing(URL resource) {
			try {
				return resource.openConnection() instanceof JarURLConnection jar
						&& jar.getJarFile().stream().anyMatch((entry) -> entry.getName().startsWith(this.missing));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
