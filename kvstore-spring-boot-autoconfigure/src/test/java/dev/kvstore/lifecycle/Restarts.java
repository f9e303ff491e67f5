package dev.kvstore.lifecycle;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.cglib.core.ClassNameReader;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts an application again and again in one process, each time with a class loader of
 * its own for the application's classes, as Spring Boot's devtools do. Fails if a class
 * loader outlives its application.
 */
public final class Restarts {

	private static final int TIMES = 3;

	private static final String APPLICATION = Restarts.class.getPackageName() + ".restarted";

	private Restarts() {
	}

	/**
	 * Starts and closes the application.
	 * @param properties its properties as {@code name=value}
	 * @throws Exception if it went wrong or a class loader is kept
	 */
	public static void main(String[] properties) throws Exception {
		letLibrariesKeepWhatTheyKeep(List.of(properties));
		List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
		for (int i = 0; i < TIMES; i++) {
			loaders.add(new WeakReference<>(restart(List.of(properties))));
		}
		Applications.await().pollInSameThread().until(() -> {
			System.gc();
			return loaders.stream().allMatch((loader) -> loader.refersTo(null));
		});
		System.exit(0);
	}

	// libraries, of whoever needs them first: the class loader of an editor, a stack
	// trace
	private static void letLibrariesKeepWhatTheyKeep(List<String> properties) throws ClassNotFoundException {
		Applications.start(WebApplicationType.NONE, Restarts.class, properties).close();
		Class.forName(ClassNameReader.class.getName());
	}

	private static ClassLoader restart(List<String> properties) throws Exception {
		URL classes = Restarts.class.getProtectionDomain().getCodeSource().getLocation();
		ClassLoader loader = new URLClassLoader(new URL[] { classes }, new FilteredClassLoader(APPLICATION));
		FutureTask<ConfigurableApplicationContext> start = new FutureTask<>(
				() -> (ConfigurableApplicationContext) loader.loadClass(APPLICATION + ".EveryFeature")
					.getMethod("start", List.class)
					.invoke(null, properties));
		Thread main = new Thread(start, "restartedMain");
		main.setContextClassLoader(loader);
		main.start();
		start.get().close();
		return loader;
	}

}
