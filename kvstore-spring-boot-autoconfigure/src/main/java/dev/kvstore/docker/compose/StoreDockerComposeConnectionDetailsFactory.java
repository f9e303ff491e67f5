package dev.kvstore.docker.compose;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;

import dev.kvstore.connection.KvStoreConnectionDetails;

/**
 * Creates {@link KvStoreConnectionDetails} for the services of one backend. Those of
 * another backend than {@code kvstore.backend} names are left alone: they are there for
 * something else.
 */
abstract class StoreDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<KvStoreConnectionDetails> {

	private final String backend;

	private final int port;

	private final int securePort;

	StoreDockerComposeConnectionDetailsFactory(String backend, int port, int securePort, String... connectionNames) {
		super(connectionNames);
		this.backend = backend;
		this.port = port;
		this.securePort = securePort;
	}

	@Override
	protected final @Nullable KvStoreConnectionDetails getDockerComposeConnectionDetails(
			DockerComposeConnectionSource source) {
		return isWanted(source.getEnvironment()) ? new StoreDockerComposeConnectionDetails(source.getRunningService(),
				this.backend, this.port, this.securePort) : null;
	}

	private boolean isWanted(Environment environment) {
		return environment.getProperty("kvstore.backend", this.backend).strip().equalsIgnoreCase(this.backend);
	}

	/**
	 * {@link KvStoreConnectionDetails} of a {@link RunningService}.
	 */
	private static final class StoreDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements KvStoreConnectionDetails {

		private final String backend;

		private final String endpoint;

		private final @Nullable SslBundle sslBundle;

		private StoreDockerComposeConnectionDetails(RunningService service, String backend, int port, int securePort) {
			super(service);
			this.backend = backend;
			this.sslBundle = getSslBundle(service);
			this.endpoint = service.host() + ":" + service.ports().get((this.sslBundle != null) ? securePort : port);
		}

		@Override
		public String backend() {
			return this.backend;
		}

		@Override
		public List<String> endpoints() {
			return List.of(this.endpoint);
		}

		@Override
		public @Nullable SslBundle sslBundle() {
			return this.sslBundle;
		}

	}

}
