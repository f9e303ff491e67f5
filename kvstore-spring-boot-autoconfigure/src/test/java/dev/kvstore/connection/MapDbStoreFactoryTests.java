package dev.kvstore.connection;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.ReducedClassPath;
import dev.kvstore.api.Store;
import dev.kvstore.backend.mapdb.MapDbSettings.Location;
import dev.kvstore.connection.ClientLibrary.Artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link MapDbStoreFactory}.
 */
class MapDbStoreFactoryTests {

	@Test
	void fileIsInTheWorkingDirectoryUnlessSaid() {
		assertThat(new MapDbStoreFactory(null).location(List.of())).isEqualTo(file("kvstore.db"));
	}

	@Test
	void fileIsThePathOfTheProperties() {
		assertThat(new MapDbStoreFactory("a/b.db").location(List.of())).isEqualTo(file("a/b.db"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "a/b.db", "a/../a/b.db" })
	void fileIsTheEndpoint(@Nullable String path) {
		assertThat(new MapDbStoreFactory(path).location(List.of("a/b.db"))).isEqualTo(file("a/b.db"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = "mem:a")
	void memoryIsNoFile(@Nullable String path) {
		assertThat(new MapDbStoreFactory(path).location(List.of("mem:a"))).isEqualTo(new Location.Memory("a"));
		assertThat(new MapDbStoreFactory("mem:").location(List.of())).isEqualTo(new Location.Memory(""));
		assertThat(new MapDbStoreFactory("./mem:").location(List.of())).isEqualTo(file("./mem:"));
	}

	@Test
	void memoryMustNotDifferFromTheEndpoint() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MapDbStoreFactory("a.db").location(List.of("mem:a")))
			.withMessageContaining("'mem:a'");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MapDbStoreFactory("mem:b").location(List.of("mem:a")));
	}

	@Test
	void pathAndEndpointMustNotDiffer() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MapDbStoreFactory("kvstore.db").location(List.of("b.db")))
			.withMessage("'kvstore.mapdb.path' must be the file that 'kvstore.endpoints' names, 'b.db', or not be set "
					+ "but is 'kvstore.db'");
	}

	@Test
	void moreThanOneEndpointIsRefused() {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MapDbStoreFactory(null).open(StoreSettings.defaults().withEndpoints("a.db", "b.db")))
			.withMessage("'kvstore.endpoints' must be one file for the backend 'mapdb' and not 2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a\u0000b" })
	void whatIsNoPathIsRefused(String path) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> new MapDbStoreFactory(path).location(List.of()))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.mapdb.path"))
			.withMessageContaining("must be the path of a file");
	}

	@Test
	void storeIsOpened(@TempDir Path directory) {
		Path file = directory.resolve("test.db");
		MapDbStoreFactory factory = new MapDbStoreFactory(file.toString());
		try (Store store = factory.open(StoreSettings.defaults())) {
			assertThat(store.status().backend()).isEqualTo(factory.name());
			assertThat(file).exists();
		}
	}

	@ParameterizedTest
	@CsvSource({ "org.mapdb, org.mapdb:mapdb", "kotlin, org.jetbrains.kotlin:kotlin-stdlib",
			"org.eclipse.collections, org.eclipse.collections:eclipse-collections",
			"com.google.common, com.google.guava:guava" })
	void missingLibraryIsNamed(String missing, String coordinates, @TempDir Path directory) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.without(missing)) {
			Throwable failure = openWith(loader, directory.resolve("test.db"));
			assertThat(failure.getClass().getName()).isEqualTo(ClientLibraryMissingException.class.getName());
			assertThat(failure).hasMessageStartingWith(
					"The backend 'mapdb' needs '" + coordinates + "', which is not on the class path: " + missing);
		}
	}

	@Test
	void libraryThatCannotBeLinkedIsNamed() {
		ClientLibrary library = new ClientLibrary("mapdb",
				List.of(new Artifact("org.mapdb:mapdb", "org.mapdb.DBMaker")));
		assertThatExceptionOfType(ClientLibraryMissingException.class).isThrownBy(() -> library.open(() -> {
			throw new NoClassDefFoundError("org/mapdb/Gone");
		})).withMessageContaining("'org.mapdb:mapdb'").withMessageContaining("org/mapdb/Gone");
	}

	private static Location file(String path) {
		return new Location.File(Path.of(path));
	}

	private static Throwable openWith(ClassLoader loader, Path file) throws Exception {
		Class<?> settings = loader.loadClass(StoreSettings.class.getName());
		Class<?> type = loader.loadClass(MapDbStoreFactory.class.getName());
		Constructor<?> constructor = type.getDeclaredConstructor(String.class);
		constructor.setAccessible(true);
		Method open = type.getDeclaredMethod("open", settings);
		open.setAccessible(true);
		Object factory = constructor.newInstance(file.toString());
		try {
			open.invoke(factory, settings.getMethod("defaults").invoke(null));
		}
		catch (InvocationTargetException ex) {
			return ex.getTargetException();
		}
		throw new AssertionError("A store was opened");
	}

}
