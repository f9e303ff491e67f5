package dev.kvstore.connection;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;

/**
 * What every backend is told when a store is opened.
 *
 * @param endpoints where the backend is, in the backend's own notation; empty for the
 * backend's default
 * @param connectTimeout how long to wait for a connection to a server
 * @param requestTimeout the deadline of every call
 * @param readConsistency what reads may miss
 * @param failFast whether opening fails if the backend cannot be used; otherwise the
 * store is unavailable until it can
 * @param tls how to connect by TLS, or {@code null} to do so only where an endpoint says
 * so, trusting what the JDK trusts
 */
public record StoreSettings(List<String> endpoints, Duration connectTimeout, Duration requestTimeout,
		ReadConsistency readConsistency, boolean failFast, @Nullable TlsSettings tls) {

	private static final StoreSettings DEFAULTS = new StoreSettings(List.of(), Duration.ofSeconds(5),
			Duration.ofSeconds(5), ReadConsistency.STRONG, true, null);

	/**
	 * Creates settings with a copy of the endpoints.
	 * @throws InvalidSettingException if an endpoint is blank or a timeout is not
	 * positive
	 */
	public StoreSettings {
		requirePresent("endpoints", endpoints);
		requirePresent("readConsistency", readConsistency);
		if (endpoints.stream().anyMatch(StoreSettings::isBlank)) {
			throw new InvalidSettingException("kvstore.endpoints", null, "must not have a blank element", null);
		}
		endpoints = List.copyOf(endpoints);
		requirePositive("kvstore.connect-timeout", requirePresent("connectTimeout", connectTimeout));
		requirePositive("kvstore.request-timeout", requirePresent("requestTimeout", requestTimeout));
	}

	/**
	 * Returns the settings of a store at its backend's default endpoint, with timeouts of
	 * 5 s and strong reads, that fails fast.
	 * @return the default settings
	 */
	public static StoreSettings defaults() {
		return DEFAULTS;
	}

	/**
	 * Returns these settings with other endpoints.
	 * @param endpoints the endpoints, none for the backend's default
	 * @return new settings
	 */
	public StoreSettings withEndpoints(String... endpoints) {
		return withEndpoints(Arrays.asList(requirePresent("endpoints", endpoints)));
	}

	/**
	 * Returns these settings with other endpoints.
	 * @param endpoints the endpoints, none for the backend's default
	 * @return new settings
	 */
	public StoreSettings withEndpoints(List<String> endpoints) {
		return new StoreSettings(endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency,
				this.failFast, this.tls);
	}

	/**
	 * Returns these settings with another connect timeout.
	 * @param connectTimeout how long to wait for a connection to a server
	 * @return new settings
	 */
	public StoreSettings withConnectTimeout(Duration connectTimeout) {
		return new StoreSettings(this.endpoints, connectTimeout, this.requestTimeout, this.readConsistency,
				this.failFast, this.tls);
	}

	/**
	 * Returns these settings with another request timeout.
	 * @param requestTimeout the deadline of every call
	 * @return new settings
	 */
	public StoreSettings withRequestTimeout(Duration requestTimeout) {
		return new StoreSettings(this.endpoints, this.connectTimeout, requestTimeout, this.readConsistency,
				this.failFast, this.tls);
	}

	/**
	 * Returns these settings with another read consistency.
	 * @param readConsistency what reads may miss
	 * @return new settings
	 */
	public StoreSettings withReadConsistency(ReadConsistency readConsistency) {
		return new StoreSettings(this.endpoints, this.connectTimeout, this.requestTimeout, readConsistency,
				this.failFast, this.tls);
	}

	/**
	 * Returns these settings for a store that also opens while its backend cannot be
	 * used.
	 * @return new settings
	 */
	public StoreSettings withoutFailFast() {
		return new StoreSettings(this.endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency, false,
				this.tls);
	}

	/**
	 * Returns these settings with connections by TLS.
	 * @param tls how to connect
	 * @return new settings
	 */
	public StoreSettings withTls(TlsSettings tls) {
		return new StoreSettings(this.endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency,
				this.failFast, requirePresent("tls", tls));
	}

	static <T> T requirePresent(String name, @Nullable T value) {
		if (value == null) {
			throw new IllegalArgumentException("'" + name + "' must not be null");
		}
		return value;
	}

	private static boolean isBlank(@Nullable String endpoint) {
		return endpoint == null || endpoint.isBlank();
	}

	private static void requirePositive(String property, Duration timeout) {
		if (timeout.isZero() || timeout.isNegative()) {
			throw new InvalidSettingException(property, timeout.toString(),
					"must be a duration greater than zero, such as 5s", null);
		}
	}

}
