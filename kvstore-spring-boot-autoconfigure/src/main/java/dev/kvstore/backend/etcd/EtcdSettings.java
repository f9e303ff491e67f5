package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;

/**
 * How to reach etcd.
 *
 * @param endpoints the servers, one or more of the same cluster; the first that answers
 * is used until it fails
 * @param connectTimeout how long it may take to connect to a server
 * @param requestTimeout how long a call may take
 * @param readConsistency what reads may miss
 * @param credentials who asks, or {@code null} if the servers do not ask for it
 * @param tls how to connect to secure endpoints, or {@code null} for the JDK's defaults
 */
public record EtcdSettings(List<Endpoint> endpoints, Duration connectTimeout, Duration requestTimeout,
		ReadConsistency readConsistency, @Nullable Credentials credentials, @Nullable TlsSettings tls) {

	private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * Creates settings with a copy of the endpoints.
	 * @throws IllegalArgumentException if something is missing or a timeout not positive
	 */
	public EtcdSettings {
		Arguments.requireNonNull(endpoints, "endpoints");
		Arguments.requireNonNull(readConsistency, "readConsistency");
		requirePositive(connectTimeout, "connectTimeout");
		requirePositive(requestTimeout, "requestTimeout");
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException("'endpoints' must not be empty");
		}
		endpoints = List.copyOf(endpoints);
	}

	/**
	 * Returns the settings of a store with timeouts of 5 s and strong reads, without
	 * credentials.
	 * @param endpoints the servers
	 * @return the settings
	 */
	public static EtcdSettings of(Endpoint... endpoints) {
		return new EtcdSettings(List.of(endpoints), DEFAULT_TIMEOUT, DEFAULT_TIMEOUT, ReadConsistency.STRONG, null,
				null);
	}

	/**
	 * Returns these settings with another request timeout.
	 * @param requestTimeout how long a call may take
	 * @return new settings
	 */
	public EtcdSettings withRequestTimeout(Duration requestTimeout) {
		return new EtcdSettings(this.endpoints, this.connectTimeout, requestTimeout, this.readConsistency,
				this.credentials, this.tls);
	}

	/**
	 * Returns these settings with another consistency of reads.
	 * @param readConsistency what reads may miss
	 * @return new settings
	 */
	public EtcdSettings withReadConsistency(ReadConsistency readConsistency) {
		return new EtcdSettings(this.endpoints, this.connectTimeout, this.requestTimeout, readConsistency,
				this.credentials, this.tls);
	}

	/**
	 * Returns these settings with credentials.
	 * @param credentials who asks
	 * @return new settings
	 */
	public EtcdSettings withCredentials(Credentials credentials) {
		return new EtcdSettings(this.endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency,
				credentials, this.tls);
	}

	/**
	 * Returns these settings with a way to connect to secure endpoints.
	 * @param tls how to connect
	 * @return new settings
	 */
	public EtcdSettings withTls(TlsSettings tls) {
		return new EtcdSettings(this.endpoints, this.connectTimeout, this.requestTimeout, this.readConsistency,
				this.credentials, tls);
	}

	private static void requirePositive(Duration timeout, String name) {
		Arguments.requireNonNull(timeout, name);
		if (timeout.isZero() || timeout.isNegative()) {
			throw new IllegalArgumentException("'" + name + "' must be positive but is " + timeout);
		}
	}

}
