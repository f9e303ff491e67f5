package dev.kvstore.backend.mapdb;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Engine}.
 */
class EngineTests {

	@Test
	void threadThatMapDbIsUsedOnHasNotTheClassLoaderOfTheApplication(@TempDir Path directory) {
		Thread opening = Thread.currentThread();
		ClassLoader present = opening.getContextClassLoader();
		ClassLoader application = new URLClassLoader(new URL[0], present);
		opening.setContextClassLoader(application);
		try (Store store = StoreFactories.create("mapdb", directory.resolve("loader.db").toString())) {
			assertThat(store.exists("a")).isFalse();
			assertThat(Thread.getAllStackTraces().keySet())
				.filteredOn((thread) -> thread.getName().equals("kvstore-mapdb-commit-loader.db"))
				.singleElement()
				.satisfies((thread) -> assertThat(thread.getContextClassLoader()).isNotSameAs(application));
		}
		finally {
			opening.setContextClassLoader(present);
		}
	}

}
