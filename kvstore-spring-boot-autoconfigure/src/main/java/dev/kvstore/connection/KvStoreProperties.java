package dev.kvstore.connection;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.ReadConsistency;

/**
 * The properties of the store.
 *
 * @param enabled Whether a store is set up.
 * @param backend Backend that keeps the data.
 * @param endpoints Endpoints of the backend in its own notation, one file for 'mapdb'.
 * The backend's default if empty.
 * @param namespace Directory below which the store keeps everything, such as 'team/app'.
 * Keys are read and written without it.
 * @param failFast Whether the application fails to start if the backend cannot be used.
 * Otherwise, or if its configuration was imported without the backend, it starts, and
 * calls fail until the backend can.
 * @param connectTimeout Time to wait for a connection to a server. Without effect on
 * 'mapdb', which connects to none.
 * @param requestTimeout Time within which every call ends. On 'mapdb' it bounds the wait
 * of a write for the disk.
 * @param readConsistency What reads may miss. With 'strong' they see every write that was
 * acknowledged before; with 'relaxed' any server may answer, which is faster. No
 * difference on 'mapdb'.
 * @param ssl settings of connections by TLS
 * @param mapdb settings of the embedded backend
 * @param etcd settings of the backend 'etcd'
 * @param consul settings of the backend 'consul'
 * @param zookeeper settings of the backend 'zookeeper'
 */
@ConfigurationProperties("kvstore")
public record KvStoreProperties(@DefaultValue("true") boolean enabled, @DefaultValue("mapdb") String backend,
		@DefaultValue List<String> endpoints, @DefaultValue("") String namespace,
		@DefaultValue("true") boolean failFast, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("5s") Duration requestTimeout, @DefaultValue("strong") ReadConsistency readConsistency,
		@DefaultValue Ssl ssl, @DefaultValue Mapdb mapdb, @DefaultValue Etcd etcd, @DefaultValue Consul consul,
		@DefaultValue Zookeeper zookeeper) {

	/**
	 * Returns the backend that the connection details name, or else these properties.
	 * @param details where the backend is, {@code null} if only the properties are known
	 * @return the backend's name in lower case
	 */
	public String backend(@Nullable KvStoreConnectionDetails details) {
		String named = (details != null) ? details.backend() : null;
		return ((named != null) ? named : this.backend).strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the settings that these properties and the connection details make.
	 * @param details where the backend is
	 * @param bundles the SSL bundles, whose updates count for new connections, or
	 * {@code null} if there are none
	 * @return the settings
	 * @throws InvalidSettingException if a value cannot be used
	 */
	public StoreSettings settings(KvStoreConnectionDetails details, @Nullable SslBundles bundles) {
		SslBundle bundle = details.sslBundle();
		return new StoreSettings(details.endpoints(), this.connectTimeout, this.requestTimeout, this.readConsistency,
				this.failFast, (bundle != null) ? BundleTls.of(bundle, this.ssl.bundle(), bundles) : null);
	}

	/**
	 * The properties of connections by TLS.
	 *
	 * @param bundle Name of the SSL bundle to connect with. Without one, endpoints that
	 * begin with 'https://' are trusted as the JDK does.
	 */
	public record Ssl(@Nullable String bundle) {

	}

	/**
	 * The properties of the embedded backend.
	 *
	 * @param path File of the embedded store, created if it does not exist, or 'mem:' for
	 * a store that is in memory only. Another name for a single entry in
	 * 'kvstore.endpoints'.
	 */
	public record Mapdb(@Nullable String path) {

	}

	/**
	 * The properties of the backend 'etcd'.
	 *
	 * @param username User to log in as.
	 * @param password Password of the user.
	 */
	public record Etcd(@Nullable String username, @Nullable String password) {

		@Nullable Credentials credentials() {
			return LogIn.credentials("kvstore.etcd", this.username, this.password);
		}

		@Override
		public String toString() {
			return "Etcd[username=" + this.username + "]";
		}

	}

	/**
	 * The properties of the backend 'consul'.
	 *
	 * @param token ACL token to send with every request.
	 */
	public record Consul(@Nullable String token) {

		@Override
		public String toString() {
			return "Consul[]";
		}

	}

	/**
	 * The properties of the backend 'zookeeper'.
	 *
	 * @param username User of the digest authentication. Nodes that the store creates are
	 * then accessible to this user only.
	 * @param password Password of the user.
	 * @param sessionTimeout Session timeout to ask for, which the server may change.
	 */
	public record Zookeeper(@Nullable String username, @Nullable String password,
			@DefaultValue("10s") Duration sessionTimeout) {

		@Nullable Credentials credentials() {
			return LogIn.credentials("kvstore.zookeeper", this.username, this.password);
		}

		@Override
		public String toString() {
			return "Zookeeper[username=" + this.username + ", sessionTimeout=" + this.sessionTimeout + "]";
		}

	}

}
