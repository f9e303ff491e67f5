package dev.kvstore.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.api.Store;
import dev.kvstore.connection.InvalidSettingException;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for imports over connections by TLS.
 */
class ConfigTlsTests {

	@Test
	void bundleOfThePropertiesIsThereBeforeTheContext(@TempDir Path directory) {
		TestCertificates certificates = TestCertificates.create(directory);
		try (EtcdServer server = EtcdServer.withTls(certificates)) {
			server.start();
			ImportingApplication application = application("kvstore.backend=etcd",
					"kvstore.endpoints=https://" + server.endpoint(), "kvstore.ssl.bundle=mine",
					"spring.ssl.bundle.pem.mine.truststore.certificate=file:" + certificates.authority());
			try (ConfigurableApplicationContext context = application.run()) {
				Store store = context.getBean(Store.class);
				assertThat(store).isSameAs(application.store());
				store.put("config/app/a", "1".getBytes(StandardCharsets.UTF_8));
				ConfigCases.await().until(() -> "1".equals(ConfigCases.property(context, "a")));
			}
		}
	}

	@Test
	void bundleThatIsNotInThePropertiesIsNamed() {
		assertThatExceptionOfType(ConfigImportException.class)
			.isThrownBy(() -> application("kvstore.backend=etcd", "kvstore.ssl.bundle=mine").run())
			.withCauseInstanceOf(InvalidSettingException.class)
			.withMessageContaining("'kvstore.ssl.bundle' must be the name of an SSL bundle");
	}

	private static ImportingApplication application(String... properties) {
		return new ImportingApplication(
				Stream.concat(Stream.of("spring.config.import=optional:kvstore:"), Stream.of(properties)));
	}

}
