package dev.kvstore.testcontainers;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.consul.ConsulContainer;
import org.testcontainers.containers.Container;

/**
 * Creates connection details for a {@link ConsulContainer} or a container of an image
 * {@code consul}.
 */
final class ConsulContainerConnectionDetailsFactory extends StoreContainerConnectionDetailsFactory {

	ConsulContainerConnectionDetailsFactory() {
		super("consul", 8500, 8501, "consul", "bitnami/consul", "hashicorp/consul");
	}

	@Override
	protected boolean sourceAccepts(ContainerConnectionSource<Container<?>> source, Class<?> requiredContainerType,
			Class<?> requiredConnectionDetailsType) {
		return super.sourceAccepts(source, requiredContainerType, requiredConnectionDetailsType)
				|| source.accepts(ANY_CONNECTION_NAME, ConsulContainer.class, requiredConnectionDetailsType);
	}

}
