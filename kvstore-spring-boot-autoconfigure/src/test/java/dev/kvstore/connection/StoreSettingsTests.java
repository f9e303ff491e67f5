package dev.kvstore.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link StoreSettings}.
 */
class StoreSettingsTests {

	@Test
	void defaultsAreThoseOfTheProperties() {
		assertThat(StoreSettings.defaults()).isEqualTo(new StoreSettings(List.of(), Duration.ofSeconds(5),
				Duration.ofSeconds(5), ReadConsistency.STRONG, true, null));
	}

	@Test
	void eachSettingCanBeChanged() {
		TlsSettings tls = TlsSettings.ofSystem();
		StoreSettings settings = StoreSettings.defaults()
			.withEndpoints("a", "b")
			.withConnectTimeout(Duration.ofSeconds(1))
			.withRequestTimeout(Duration.ofSeconds(2))
			.withReadConsistency(ReadConsistency.RELAXED)
			.withoutFailFast()
			.withTls(tls);
		assertThat(settings).isEqualTo(new StoreSettings(List.of("a", "b"), Duration.ofSeconds(1),
				Duration.ofSeconds(2), ReadConsistency.RELAXED, false, tls));
	}

	@Test
	void endpointsAreCopied() {
		List<String> endpoints = new ArrayList<>(List.of("a"));
		StoreSettings settings = StoreSettings.defaults().withEndpoints(endpoints);
		endpoints.add("b");
		assertThat(settings.endpoints()).containsExactly("a");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void blankEndpointIsRefused(@Nullable String endpoint) {
		List<@Nullable String> endpoints = Arrays.asList("a", endpoint);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> StoreSettings.defaults().withEndpoints(endpoints))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.endpoints"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S" })
	void timeoutThatIsNotPositiveIsRefused(Duration timeout) {
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> StoreSettings.defaults().withConnectTimeout(timeout))
			.withMessage("'kvstore.connect-timeout' must be a duration greater than zero, such as 5s but is '%s'",
					timeout);
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> StoreSettings.defaults().withRequestTimeout(timeout))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.request-timeout"));
	}

	@Test
	@SuppressWarnings("NullAway") // nulls that callers without NullAway pass
	void nullsAreRefused() {
		StoreSettings settings = StoreSettings.defaults();
		assertThatIllegalArgumentException().isThrownBy(() -> settings.withEndpoints((List<String>) null))
			.withMessage("'endpoints' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> settings.withConnectTimeout(null))
			.withMessage("'connectTimeout' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> settings.withRequestTimeout(null))
			.withMessage("'requestTimeout' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> settings.withReadConsistency(null))
			.withMessage("'readConsistency' must not be null");
	}

}
