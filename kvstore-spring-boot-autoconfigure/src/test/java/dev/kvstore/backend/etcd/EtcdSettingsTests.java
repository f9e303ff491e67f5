package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EtcdSettingsTests {

	private static final Endpoint ENDPOINT = new Endpoint(false, "localhost", 2379);

	@Test
	void hasDefaults() {
		EtcdSettings settings = EtcdSettings.of(ENDPOINT);
		assertThat(settings).isEqualTo(new EtcdSettings(List.of(ENDPOINT), Duration.ofSeconds(5), Duration.ofSeconds(5),
				ReadConsistency.STRONG, null, null));
	}

	@Test
	void eachSettingMayBeReplaced() {
		Credentials credentials = new Credentials("user", "secret");
		EtcdSettings settings = EtcdSettings.of(ENDPOINT)
			.withRequestTimeout(Duration.ofSeconds(1))
			.withReadConsistency(ReadConsistency.RELAXED)
			.withCredentials(credentials);
		assertThat(settings).isEqualTo(new EtcdSettings(List.of(ENDPOINT), Duration.ofSeconds(5), Duration.ofSeconds(1),
				ReadConsistency.RELAXED, credentials, null));
		assertThat(settings.toString()).contains("user").doesNotContain("secret");
	}

	@Test
	void refusesWhatMakesNoSense() {
		assertThatIllegalArgumentException().isThrownBy(EtcdSettings::of).withMessageContaining("'endpoints'");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> EtcdSettings.of(ENDPOINT).withRequestTimeout(Duration.ZERO))
			.withMessageContaining("'requestTimeout'");
	}

}
