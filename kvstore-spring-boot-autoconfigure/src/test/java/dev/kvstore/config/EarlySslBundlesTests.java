package dev.kvstore.config;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EarlySslBundles}.
 */
class EarlySslBundlesTests {

	@ParameterizedTest
	@ValueSource(strings = { "pem", "jks" })
	void onlyTheBundleThatIsAskedForIsRead(String kind) {
		assertThat(bundles("mine", kind).getBundleNames()).containsExactly("mine");
	}

	@Test
	void thereIsNoneWithoutAName() {
		assertThat(bundles(null, "pem").getBundleNames()).isEmpty();
		assertThat(bundles("missing", "pem").getBundleNames()).isEmpty();
	}

	private static DefaultSslBundleRegistry bundles(@Nullable String name, String kind) {
		Map<String, String> properties = Map.of("spring.ssl.bundle." + kind + ".mine.key.alias", "a",
				"spring.ssl.bundle." + kind + ".other.options.enabled-protocols", "TLSv1.3");
		return EarlySslBundles.bind(name, new Binder(new MapConfigurationPropertySource(properties)),
				BindHandler.DEFAULT, new DefaultResourceLoader());
	}

}
