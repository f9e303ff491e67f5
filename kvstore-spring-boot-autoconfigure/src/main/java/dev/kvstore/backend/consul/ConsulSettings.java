package dev.kvstore.backend.consul;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;

/**
 * How to reach Consul. The token is never shown.
 *
 * @param endpoints the HTTP addresses of one or more agents of one datacenter, of which
 * one at a time is used
 * @param connectTimeout how long to wait for a connection
 * @param requestTimeout the deadline of every call
 * @param readConsistency what reads may miss
 * @param token the ACL token, or {@code null} to have the agent's default
 * @param tls how connections by TLS are made, or {@code null} for the JDK's way
 */
public record ConsulSettings(List<Endpoint> endpoints, Duration connectTimeout, Duration requestTimeout,
		ReadConsistency readConsistency, @Nullable String token, @Nullable TlsSettings tls) {

	/**
	 * Creates settings with a copy of the endpoints.
	 * @throws IllegalArgumentException if something is missing, there is no endpoint or a
	 * timeout is not positive
	 */
	public ConsulSettings {
		Arguments.requireNonNull(endpoints, "endpoints");
		Arguments.requireNonNull(readConsistency, "readConsistency");
		endpoints = List.copyOf(endpoints);
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException("'endpoints' must not be empty");
		}
		requirePositive(connectTimeout, "connectTimeout");
		requirePositive(requestTimeout, "requestTimeout");
	}

	/**
	 * Returns settings with timeouts of 5 s and strong reads, without a token.
	 * @param endpoints the agents
	 * @return the settings
	 */
	public static ConsulSettings of(Endpoint... endpoints) {
		return new ConsulSettings(List.of(endpoints), Duration.ofSeconds(5), Duration.ofSeconds(5),
				ReadConsistency.STRONG, null, null);
	}

	/**
	 * Returns these settings with another request timeout.
	 * @param requestTimeout the deadline of every call
	 * @return new settings
	 */
	public ConsulSettings withRequestTimeout(Duration requestTimeout) {
		return new ConsulSettings(this.endpoints, this.connectTimeout, requestTimeout, this.readConsistency, this.token,
				this.tls);
	}

	/**
	 * Returns these settings with another read consistency.
	 * @param readConsistency what reads may miss
	 * @return new settings
	 */
	public ConsulSettings withReadConsistency(ReadConsistency readConsistency) {
		return new ConsulSettings(this.endpoints, this.connectTimeout, this.requestTimeout, readConsistency, this.token,
				this.tls);
	}

	/**
	 * Returns these settings with a token.
	 * @param token the ACL token, or {@code null} for none
	 * @return new settings
	 */
	public ConsulSettings withToken(@Nullable String token) {
		return new ConsulSettings(this.endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency, token,
				this.tls);
	}

	/**
	 * Returns these settings with other ways to connect by TLS.
	 * @param tls the ways, or {@code null} for the JDK's
	 * @return new settings
	 */
	public ConsulSettings withTls(@Nullable TlsSettings tls) {
		return new ConsulSettings(this.endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency,
				this.token, tls);
	}

	private static void requirePositive(Duration timeout, String name) {
		Arguments.requireNonNull(timeout, name);
		if (timeout.isZero() || timeout.isNegative()) {
			throw new IllegalArgumentException("'" + name + "' must be positive but is " + timeout);
		}
	}

	@Override
	public String toString() {
		return "ConsulSettings[endpoints=" + this.endpoints + ", connectTimeout=" + this.connectTimeout
				+ ", requestTimeout=" + this.requestTimeout + ", readConsistency=" + this.readConsistency + ", tls="
				+ this.tls + "]";
	}

}
