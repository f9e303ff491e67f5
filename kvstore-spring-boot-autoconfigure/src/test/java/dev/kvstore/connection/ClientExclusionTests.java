package dev.kvstore.connection;

import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.ReducedClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what becomes of the backends when clients are excluded.
 */
class ClientExclusionTests {

	@ParameterizedTest
	@CsvSource({ "etcd, io.etcd, io.etcd:jetcd-core", "consul, com.ecwid, com.ecwid.consul:consul-api",
			"consul, com.google.gson, com.google.code.gson:gson",
			"consul, org.apache.http, org.apache.httpcomponents:httpclient",
			"zookeeper, org.apache.curator, org.apache.curator:curator-client",
			"zookeeper, org.apache.zookeeper, org.apache.zookeeper:zookeeper" })
	void missingLibraryIsNamed(String backend, String missing, String coordinates) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.without(missing)) {
			Throwable failure = failure(loader, backend);
			assertThat(failure.getClass().getName()).isEqualTo(ClientLibraryMissingException.class.getName());
			assertThat(failure).hasMessageStartingWith(
					"The backend '" + backend + "' needs '" + coordinates + "', which is not on the class path");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.etcd", "io.grpc", "io.netty", "com.ecwid", "org.apache.http", "com.google.gson",
			"org.apache.curator", "org.apache.zookeeper" })
	void otherBackendsWorkWithoutAClient(String missing, @TempDir Path directory) throws Exception {
		Path file = directory.resolve("test.db");
		try (URLClassLoader loader = ReducedClassPath.without(missing)) {
			((AutoCloseable) create(loader, "mapdb", file.toString())).close();
		}
		assertThat(file).exists();
	}

	@Test
	void networkClientsDoWithoutMapDb() throws Exception {
		try (URLClassLoader loader = ReducedClassPath.without("org.mapdb")) {
			for (String backend : new String[] { "etcd", "consul", "zookeeper" }) {
				assertThat(failure(loader, backend).getClass().getSimpleName()).isEqualTo("StoreUnavailableException");
			}
		}
	}

	private static Throwable failure(ClassLoader loader, String backend) throws Exception {
		try {
			create(loader, backend, "localhost:1");
		}
		catch (InvocationTargetException ex) {
			return ex.getTargetException();
		}
		throw new AssertionError("A store was opened");
	}

	private static Object create(ClassLoader loader, String backend, String endpoint) throws Exception {
		return loader.loadClass(StoreFactories.class.getName())
			.getMethod("create", String.class, String[].class)
			.invoke(null, backend, new String[] { endpoint });
	}

}
