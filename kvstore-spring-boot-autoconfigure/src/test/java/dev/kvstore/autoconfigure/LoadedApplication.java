package dev.kvstore.autoconfigure;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

import dev.kvstore.ReducedClassPath;

/**
 * An application loaded by any class loader.
 */
abstract class LoadedApplication implements Callable<String> {

	private final Path directory;

	/**
	 * Creates an application.
	 * @param directory where it keeps its store
	 */
	LoadedApplication(Path directory) {
		this.directory = directory;
	}

	/**
	 * Runs an application without some of the libraries.
	 * @param missing the package whose library is not there
	 * @param type the application, with a public constructor for its directory
	 * @param directory where it keeps its store
	 * @return its result
	 * @throws Exception if it fails
	 */
	static String runWithout(String missing, Class<? extends LoadedApplication> type, Path directory) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.withTestsAndWithout(missing)) {
			Class<?> loaded = loader.loadClass(type.getName());
			return ((Callable<?>) loaded.getDeclaredConstructor(Path.class).newInstance(directory)).call().toString();
		}
	}

	@Override
	public final String call() {
		ClassLoader before = ClassUtils.overrideThreadContextClassLoader(getClass().getClassLoader());
		try {
			return run();
		}
		finally {
			ClassUtils.overrideThreadContextClassLoader(before);
		}
	}

	private String run() {
		CompletableFuture<String> result = new CompletableFuture<>();
		configure(new ApplicationContextRunner().withClassLoader(getClass().getClassLoader())
			.withPropertyValues("kvstore.mapdb.path=" + this.directory.resolve("test.db")))
			.run((context) -> result.complete(use(context)));
		return result.join();
	}

	abstract ApplicationContextRunner configure(ApplicationContextRunner runner);

	abstract String use(ApplicationContext context);

}
