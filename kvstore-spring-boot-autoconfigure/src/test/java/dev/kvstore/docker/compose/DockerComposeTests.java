package dev.kvstore.docker.compose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.server.ComposeProject;
import dev.kvstore.server.RunsCompose;
import dev.kvstore.server.ServerImage;
import dev.kvstore.server.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for applications that start their servers by {@code spring.docker.compose}.
 */
@RunsCompose
class DockerComposeTests {

	private static ComposeProject several;

	private static ComposeProject labelled;

	private static ComposeProject secured;

	@BeforeAll
	static void describe(@TempDir Path directory) {
		several = ComposeProject.create(directory.resolve("several"), """
				services:
				  etcd:
				    image: '%s'
				    command: etcd --listen-client-urls http://0.0.0.0:2379 --advertise-client-urls http://0.0.0.0:2379
				    ports: ['127.0.0.1::2379']
				  consul:
				    image: '%s'
				    command: agent -dev -client 0.0.0.0
				    ports: ['127.0.0.1::8500']
				  zookeeper:
				    image: '%s'
				    ports: ['127.0.0.1::2181']
				""".formatted(ServerImage.ETCD.name(), ServerImage.CONSUL.name(), ServerImage.ZOOKEEPER.name()));
		labelled = ComposeProject.create(directory.resolve("labelled"), """
				services:
				  config:
				    image: '%s'
				    command: agent -dev -client 0.0.0.0
				    ports: ['127.0.0.1::8500']
				    labels:
				      org.springframework.boot.service-connection: consul
				  queue:
				    image: '%s'
				    ports: ['127.0.0.1::2181']
				    labels:
				      org.springframework.boot.ignore: true
				""".formatted(ServerImage.CONSUL.taggedAs("kvstore-test/config"), ServerImage.ZOOKEEPER.name()));
	}

	@BeforeAll
	static void certify(@TempDir Path directory) throws IOException {
		TestCertificates certificates = TestCertificates
			.create(Files.createDirectories(directory.resolve("certificates")));
		secured = ComposeProject.create(directory.resolve("secured"), """
				services:
				  consul:
				    image: '%s'
				    command: agent -dev -client 0.0.0.0 -config-file /tls/consul.json
				    ports: ['127.0.0.1::8500', '127.0.0.1::8501']
				    volumes: ['%s:/tls:ro']
				    labels:
				      org.springframework.boot.sslbundle.pem.truststore.certificate: %s
				""".formatted(ServerImage.CONSUL.name(), directory.resolve("certificates"), certificates.authority()));
		Files.writeString(directory.resolve("certificates/consul.json"), """
				{"ports": {"https": 8501}, "cert_file": "/tls/server.pem", "key_file": "/tls/server-key.pem"}
				""");
	}

	@AfterAll
	static void stop() {
		several.close();
		labelled.close();
		secured.close();
	}

	@ParameterizedTest
	@CsvSource({ "etcd, etcd", "consul, Consul", "zookeeper, zookeeper" })
	void serviceOfTheBackendIsUsed(String backend, String property) {
		try (ConfigurableApplicationContext context = start(several, "kvstore.backend=" + property,
				"kvstore.endpoints=localhost:1")) {
			assertThatStoreWorks(context, backend);
		}
	}

	@Test
	void severalServicesNeedABackendToChooseBy() {
		assertThatException().isThrownBy(() -> start(several, "kvstore.fail-fast=false"))
			.havingRootCause()
			.isInstanceOf(NoUniqueBeanDefinitionException.class)
			.withMessageContaining("Etcd")
			.withMessageContaining("Consul")
			.withMessageContaining("Zookeeper");
	}

	@Test
	void servicesOfOtherBackendsAreLeftAlone(@TempDir Path directory) {
		Path file = directory.resolve("test.db");
		try (ConfigurableApplicationContext context = start(several, "kvstore.backend=mapdb",
				"kvstore.mapdb.path=" + file)) {
			assertThat(context.getBean(Store.class).status().backend()).isEqualTo("mapdb");
			assertThat(file).isNotEmptyFile();
		}
	}

	@Test
	void labelTellsWhatAnImageIs() {
		try (ConfigurableApplicationContext context = start(labelled)) {
			assertThatStoreWorks(context, "consul");
		}
	}

	@Test
	void labelsTellWhomToTrust() {
		try (ConfigurableApplicationContext context = start(secured)) {
			assertThat(context.getBean(KvStoreConnectionDetails.class).sslBundle()).isNotNull();
			assertThatStoreWorks(context, "consul");
		}
	}

	private static void assertThatStoreWorks(ConfigurableApplicationContext context, String backend) {
		assertThat(context.getBean(KvStoreConnectionDetails.class).backend()).isEqualTo(backend);
		Store store = context.getBean(Store.class);
		await().until(() -> store.status().quorum());
		assertThat(store.status().backend()).isEqualTo(backend);
		byte[] value = backend.getBytes(StandardCharsets.UTF_8);
		store.put("a/b", value);
		assertThat(store.get("a/b").orElseThrow().value()).isEqualTo(value);
		try (LockHandle handle = store.newLock("a").tryLock().orElseThrow()) {
			assertThat(store.newLock("a").tryLock()).isEmpty();
			assertThat(handle.isHeld()).isTrue();
		}
	}

	private static ConfigurableApplicationContext start(ComposeProject project, String... properties) {
		SpringApplication application = new SpringApplication(KvStoreAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		List<String> arguments = new ArrayList<>(List.of("--spring.docker.compose.skip.in-tests=false",
				"--spring.docker.compose.lifecycle-management=start-only",
				"--spring.docker.compose.file=" + project.file()));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		return application.run(arguments.toArray(String[]::new));
	}

}
