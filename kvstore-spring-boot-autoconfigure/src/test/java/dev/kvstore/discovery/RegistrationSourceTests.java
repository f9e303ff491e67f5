package dev.kvstore.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.cloud.commons.util.InetUtils.HostInfo;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegistrationSource}.
 */
class RegistrationSourceTests {

	private final MockEnvironment environment = new MockEnvironment();

	private int asked;

	private StoreRegistration registration() {
		ConfigurationPropertySources.attach(this.environment);
		DiscoveryProperties properties = Binder.get(this.environment)
			.bindOrCreate("kvstore.discovery", DiscoveryProperties.class);
		return new RegistrationSource(properties, this.environment, this::host).application();
	}

	private HostInfo host() {
		this.asked++;
		HostInfo host = new HostInfo("found.example");
		host.setIpAddress("10.9.8.7");
		return host;
	}

	@Test
	void defaultsAreThoseOfSpringCloud() {
		StoreRegistration registration = registration();
		assertThat(registration.getServiceId()).isEqualTo("application");
		assertThat(registration.getHost()).isEqualTo("found.example");
		assertThat(registration.getPort()).isZero();
		assertThat(registration.isSecure()).isFalse();
		assertThat(registration.getMetadata()).isEmpty();
		assertThat(registration.status()).isEqualTo(InstanceStatus.UP);
		registration.port(80);
		assertThat(registration.getInstanceId()).isEqualTo("found.example:application:80");
	}

	@ParameterizedTest
	@CsvSource({ "false, , , found.example", "true, , , 10.9.8.7", "false, host.example, 10.0.0.1, host.example",
			"true, host.example, 10.0.0.1, 10.0.0.1", "true, host.example, , 10.9.8.7" })
	void addressIsChosenAsUsersKnowIt(boolean preferIp, String hostname, String ipAddress, String expected) {
		this.environment.setProperty("kvstore.discovery.prefer-ip-address", String.valueOf(preferIp));
		this.environment.setProperty("kvstore.discovery.hostname", (hostname != null) ? hostname : "");
		this.environment.setProperty("kvstore.discovery.ip-address", (ipAddress != null) ? ipAddress : "");
		assertThat(registration().getHost()).isEqualTo(expected);
		assertThat(this.asked).isEqualTo(List.of("found.example", "10.9.8.7").contains(expected) ? 1 : 0);
	}

	@ParameterizedTest
	@CsvSource({ "server.ssl.bundle, web, true", "server.ssl.key-store, k, true", "server.port, 443, false",
			"kvstore.discovery.secure, true, true" })
	void isSecureIfTheWebServerIs(String property, String value, boolean expected) {
		this.environment.setProperty(property, value);
		assertThat(registration().isSecure()).isEqualTo(expected);
	}

	@Test
	void secureCanBeDeniedWhereAProxyEndsTls() {
		this.environment.setProperty("server.ssl.bundle", "web");
		this.environment.setProperty("kvstore.discovery.secure", "false");
		assertThat(registration().isSecure()).isFalse();
	}

	@Test
	void nothingShowsMetadata() {
		DiscoveryProperties properties = new DiscoveryProperties(true, true, "services", "orders", "one", "h", null,
				false, 80, null, null, Map.of("password", "secret"), "UP", Duration.ofSeconds(10), 0);
		StoreRegistration registration = new RegistrationSource(properties, this.environment, this::host).application();
		assertThat(registration.getMetadata()).containsEntry("password", "secret");
		assertThat(registration.toString() + properties + registration.entry("p")).doesNotContain("secret");
	}

}
