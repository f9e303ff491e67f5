package dev.kvstore.testcontainers;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.Container;

import dev.kvstore.connection.KvStoreConnectionDetails;

/**
 * Creates {@link KvStoreConnectionDetails} for the containers of one backend that have
 * {@link ServiceConnection @ServiceConnection}.
 */
abstract class StoreContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, KvStoreConnectionDetails> {

	private final String backend;

	private final int port;

	private final int securePort;

	StoreContainerConnectionDetailsFactory(String backend, int port, int securePort, String... connectionNames) {
		super(List.of(connectionNames));
		this.backend = backend;
		this.port = port;
		this.securePort = securePort;
	}

	@Override
	protected final KvStoreConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<Container<?>> source) {
		return new StoreContainerConnectionDetails(source, this.backend, this.port, this.securePort);
	}

	/**
	 * {@link KvStoreConnectionDetails} of a {@link ContainerConnectionSource}.
	 */
	private static final class StoreContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements KvStoreConnectionDetails {

		private final String backend;

		private final int port;

		private final int securePort;

		private StoreContainerConnectionDetails(ContainerConnectionSource<Container<?>> source, String backend,
				int port, int securePort) {
			super(source);
			this.backend = backend;
			this.port = port;
			this.securePort = securePort;
		}

		@Override
		public String backend() {
			return this.backend;
		}

		@Override
		public List<String> endpoints() {
			int port = (getSslBundle() != null) ? this.securePort : this.port;
			return List.of(getContainer().getHost() + ":" + getContainer().getMappedPort(port));
		}

		@Override
		public @Nullable SslBundle sslBundle() {
			return getSslBundle();
		}

	}

}
