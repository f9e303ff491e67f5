package dev.kvstore.connection;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

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
 * Otherwise it starts, and calls fail until the backend can.
 * @param connectTimeout Time to wait for a connection to a server. Without effect on
 * 'mapdb', which connects to none.
 * @param requestTimeout Time within which every call ends. On 'mapdb' it bounds the wait
 * of a write for the disk.
 * @param readConsistency What reads may miss. With 'strong' they see every write that was
 * acknowledged before; with 'relaxed' any server may answer, which is faster. No
 * difference on 'mapdb'.
 * @param mapdb settings of the embedded backend
 */
@ConfigurationProperties("kvstore")
public record KvStoreProperties(@DefaultValue("true") boolean enabled, @DefaultValue("mapdb") String backend,
		@DefaultValue List<String> endpoints, @DefaultValue("") String namespace,
		@DefaultValue("true") boolean failFast, @DefaultValue("5s") Duration connectTimeout,
		@DefaultValue("5s") Duration requestTimeout, @DefaultValue("strong") ReadConsistency readConsistency,
		@DefaultValue Mapdb mapdb) {

	/**
	 * Returns the settings that these properties and the connection details make.
	 * @param details where the backend is
	 * @return the settings
	 * @throws InvalidSettingException if a value cannot be used
	 */
	public StoreSettings settings(KvStoreConnectionDetails details) {
		return new StoreSettings(details.endpoints(), this.connectTimeout, this.requestTimeout, this.readConsistency,
				this.failFast);
	}

	/**
	 * The properties of the embedded backend.
	 *
	 * @param path File of the embedded store, created if it does not exist. Another name
	 * for a single entry in 'kvstore.endpoints'.
	 */
	public record Mapdb(@Nullable String path) {

	}

}
