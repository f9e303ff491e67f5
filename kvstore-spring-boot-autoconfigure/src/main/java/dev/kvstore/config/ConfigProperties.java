package dev.kvstore.config;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import dev.kvstore.connection.InvalidSettingException;

/**
 * The properties of configuration that is imported from the store.
 *
 * @param enabled Whether 'kvstore:' in 'spring.config.import' imports anything.
 * @param timeout Time within which a backend that cannot be reached is tried again when
 * the application starts. Zero tries once.
 * @param profileSeparator What is between a directory and the name of a profile in the
 * name of a profile-specific directory.
 * @param refresh Whether imported properties are kept current.
 * @param refreshQuietPeriod Time without a change that ends a burst of changes, which are
 * then published as one. A burst that goes on is published after ten times as long.
 * @param snapshot File that keeps a copy of what was last imported, values included, to
 * start with if the backend cannot be reached.
 */
@ConfigurationProperties("kvstore.config")
public record ConfigProperties(@DefaultValue("true") boolean enabled, @DefaultValue("10s") Duration timeout,
		@DefaultValue(",") String profileSeparator, @DefaultValue("true") boolean refresh,
		@DefaultValue("250ms") Duration refreshQuietPeriod, @Nullable String snapshot) {

	static final String PREFIX = "kvstore.config";

	/**
	 * Creates properties.
	 * @throws InvalidSettingException if a value is of no use
	 */
	public ConfigProperties {
		requireNotNegative("timeout", timeout);
		requireNotNegative("refresh-quiet-period", refreshQuietPeriod);
		if (profileSeparator.isEmpty()) {
			throw new InvalidSettingException(PREFIX + ".profile-separator", profileSeparator,
					"must be text that parts a directory and a profile, such as ','", null);
		}
	}

	private static void requireNotNegative(String name, Duration duration) {
		if (duration.isNegative()) {
			throw new InvalidSettingException(PREFIX + "." + name, duration.toString(),
					"must be a duration that is not negative", null);
		}
	}

}
