package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.List;

import org.apache.zookeeper.common.PathUtils;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Arguments;
import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.TlsSettings;

/**
 * How to connect to ZooKeeper.
 *
 * @param endpoints the servers; connections are by TLS if {@code tls} is given
 * @param chroot the node that everything is kept below, such as {@code /a/b}, created if
 * it does not exist; empty for the root
 * @param connectTimeout how long one server may take to accept a connection
 * @param requestTimeout how long a call may take; missing it moves on to the next server
 * @param sessionTimeout how long the servers wait for a silent store before others delete
 * what it keeps alive, and a third more than the store waits for a silent server
 * @param readConsistency what reads may miss
 * @param credentials the user of the digest scheme, whose alone all created nodes are
 * then, or {@code null} to leave them open to everybody
 * @param tls how connections are made secure, or {@code null} for none
 */
public record ZooKeeperSettings(List<Endpoint> endpoints, String chroot, Duration connectTimeout,
		Duration requestTimeout, Duration sessionTimeout, ReadConsistency readConsistency,
		@Nullable Credentials credentials, @Nullable TlsSettings tls) {

	/** Short enough to fail over within 10 s. */
	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

	/**
	 * Creates settings.
	 * @throws IllegalArgumentException if something is missing, there is no endpoint, the
	 * chroot is not a path, or a timeout is not positive
	 */
	public ZooKeeperSettings {
		Arguments.requireNonNull(endpoints, "endpoints");
		Arguments.requireNonNull(chroot, "chroot");
		Arguments.requireNonNull(readConsistency, "readConsistency");
		endpoints = List.copyOf(endpoints);
		if (endpoints.isEmpty()) {
			throw new IllegalArgumentException("'endpoints' must not be empty");
		}
		chroot = chroot.equals("/") ? "" : chroot;
		if (!chroot.isEmpty()) {
			PathUtils.validatePath(chroot);
		}
		requirePositive(connectTimeout, "connectTimeout");
		requirePositive(requestTimeout, "requestTimeout");
		requirePositive(sessionTimeout, "sessionTimeout");
	}

	/**
	 * Returns settings without chroot, credentials and TLS, with strong reads, a connect
	 * timeout of 2 s, a request timeout of 5 s and a session timeout of 10 s.
	 * @param endpoints the servers
	 * @return the settings
	 */
	public static ZooKeeperSettings of(List<Endpoint> endpoints) {
		return new ZooKeeperSettings(endpoints, "", Duration.ofSeconds(2), Duration.ofSeconds(5), SESSION_TIMEOUT,
				ReadConsistency.STRONG, null, null);
	}

	private static void requirePositive(Duration timeout, String name) {
		Arguments.requireNonNull(timeout, name);
		if (timeout.isZero() || timeout.isNegative()) {
			throw new IllegalArgumentException("'" + name + "' must be positive but is " + timeout);
		}
	}

}
