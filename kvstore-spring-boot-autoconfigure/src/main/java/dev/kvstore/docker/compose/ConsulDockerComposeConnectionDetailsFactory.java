package dev.kvstore.docker.compose;

/**
 * Creates connection details for a service {@code consul}.
 */
final class ConsulDockerComposeConnectionDetailsFactory extends StoreDockerComposeConnectionDetailsFactory {

	ConsulDockerComposeConnectionDetailsFactory() {
		super("consul", 8500, 8501, "consul", "bitnami/consul", "hashicorp/consul");
	}

}
