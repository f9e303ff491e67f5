package dev.kvstore.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aot.agent.RuntimeHintsAgent;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.beans.factory.aot.AotServices;
import org.springframework.boot.test.context.FilteredClassLoader;

import dev.kvstore.ForkedJvm;
import dev.kvstore.server.ConsulServer;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TestCertificates;
import dev.kvstore.server.TestServer;
import dev.kvstore.server.ZooKeeperServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientHints}: sessions on real servers, whose reflection is recorded,
 * reach nothing that the hints do not have.
 */
class ClientHintsTests {

	/** All that is not of the JDK or Spring; Commons Logging is what Spring logs with. */
	private static final String INSTRUMENTED = "+dev.kvstore,+com.ecwid,+com.google,+dev.failsafe,+io.etcd,+io.grpc,"
			+ "+io.netty,+io.perfmark,+io.vertx,+kotlin,+net.jpountz,+org.apache.curator,+org.apache.http,"
			+ "+org.apache.jute,+org.apache.zookeeper,+org.eclipse.collections,+org.mapdb";

	@TempDir
	private Path directory;

	@Test
	void mapDb() throws Exception {
		assertSessionIsCovered("mapdb", this.directory.resolve("test.db").toString());
	}

	@Test
	void etcd() throws Exception {
		try (EtcdServer server = EtcdServer.create()) {
			assertSessionIsCovered(server, "etcd");
		}
	}

	@Test
	void etcdByTls() throws Exception {
		TestCertificates certificates = certificates();
		try (EtcdServer server = EtcdServer.withTls(certificates)) {
			assertSessionIsCovered(server, "etcd", certificates.authority().toString());
		}
	}

	@Test
	void consul() throws Exception {
		try (ConsulServer server = ConsulServer.create()) {
			assertSessionIsCovered(server, "consul");
		}
	}

	@Test
	void consulByTls() throws Exception {
		TestCertificates certificates = certificates();
		try (ConsulServer server = ConsulServer.withTls(certificates)) {
			assertSessionIsCovered(server, "consul", certificates.authority().toString());
		}
	}

	@Test
	void zooKeeper() throws Exception {
		try (ZooKeeperServer server = ZooKeeperServer.create()) {
			assertSessionIsCovered(server, "zookeeper");
		}
	}

	@Test
	void zooKeeperByTls() throws Exception {
		TestCertificates certificates = certificates();
		try (ZooKeeperServer server = ZooKeeperServer.withTls(certificates)) {
			assertSessionIsCovered(server, "zookeeper", certificates.authority().toString());
		}
	}

	@ParameterizedTest
	@MethodSource("libraries")
	void clientThatIsNotThereHasNoHints(ClientLibrary library) {
		String probe = library.client().probe();
		RuntimeHints hints = hints(new FilteredClassLoader((name) -> name.equals(probe)));
		assertThat(hints.reflection().getTypeHint(TypeReference.of(probe))).isNull();
		assertThat(hints.reflection().typeHints()).hasSizeLessThan(typeCount(getClass().getClassLoader()) - 1);
	}

	private static Stream<ClientLibrary> libraries() {
		return Stream.of(ConsulStoreFactory.LIBRARY, EtcdStoreFactory.LIBRARY, MapDbStoreFactory.LIBRARY,
				ZooKeeperStoreFactory.LIBRARY);
	}

	private static int typeCount(ClassLoader classLoader) {
		return (int) hints(classLoader).reflection().typeHints().count();
	}

	private static RuntimeHints hints(ClassLoader classLoader) {
		RuntimeHints hints = new RuntimeHints();
		AotServices.factories()
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(ClientHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, classLoader));
		return hints;
	}

	private TestCertificates certificates() throws IOException {
		return TestCertificates.create(Files.createDirectory(this.directory.resolve("certificates")));
	}

	private void assertSessionIsCovered(TestServer server, String backend, String... more) throws Exception {
		server.start();
		assertSessionIsCovered(
				Stream.concat(Stream.of(backend, server.endpoints().get(0)), Stream.of(more)).toArray(String[]::new));
	}

	private void assertSessionIsCovered(String... session) throws Exception {
		Path report = this.directory.resolve("report.txt");
		List<String> arguments = Stream.concat(Stream.of(report.toString()), Stream.of(session)).toList();
		ForkedJvm.run(this.directory.resolve("log.txt"), Duration.ofMinutes(2), ForkedJvm
			.command(List.of("-javaagent:" + agent() + "=" + INSTRUMENTED), RecordedSession.class, arguments));
		List<String> lines = Files.readAllLines(report);
		assertThat(lines.get(0)).matches("recorded [1-9][0-9]*");
		assertThat(lines.subList(1, lines.size())).isEmpty();
	}

	@SuppressWarnings("removal")
	private static Path agent() throws Exception {
		return Path.of(RuntimeHintsAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

}
