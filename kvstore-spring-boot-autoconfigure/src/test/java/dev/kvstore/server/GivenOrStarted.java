package dev.kvstore.server;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Endpoints for tests that hurt no server: those given by an environment variable, or
 * those of a server started for the test class.
 */
public final class GivenOrStarted implements BeforeAllCallback, AfterAllCallback {

	private final List<String> given;

	private final Supplier<TestServer> otherwise;

	private @Nullable TestServer server;

	private GivenOrStarted(String variable, Supplier<TestServer> otherwise) {
		@Nullable String endpoints = System.getenv(variable);
		this.given = (endpoints != null && !endpoints.isBlank()) ? Arrays.asList(endpoints.trim().split("\\s*,\\s*"))
				: List.of();
		this.otherwise = otherwise;
	}

	/**
	 * Returns {@code KVSTORE_TEST_ETCD}, or else a server started for the test class.
	 * @return the extension
	 */
	public static GivenOrStarted etcd() {
		return new GivenOrStarted("KVSTORE_TEST_ETCD", EtcdServer::create);
	}

	/**
	 * Returns {@code KVSTORE_TEST_CONSUL}, or else a server started for the test class.
	 * @return the extension
	 */
	public static GivenOrStarted consul() {
		return new GivenOrStarted("KVSTORE_TEST_CONSUL", ConsulServer::create);
	}

	/**
	 * Returns {@code KVSTORE_TEST_ZOOKEEPER}, or else a server started for the test
	 * class.
	 * @return the extension
	 */
	public static GivenOrStarted zooKeeper() {
		return new GivenOrStarted("KVSTORE_TEST_ZOOKEEPER", ZooKeeperServer::create);
	}

	/**
	 * Returns where clients connect.
	 * @return {@code host:port} of each node, or what was given
	 */
	public List<String> endpoints() {
		return (this.server != null) ? this.server.endpoints() : this.given;
	}

	@Override
	public void beforeAll(ExtensionContext context) throws Exception {
		if (this.given.isEmpty()) {
			this.server = (this.server != null) ? this.server : this.otherwise.get();
			this.server.beforeAll(context);
		}
	}

	@Override
	public void afterAll(ExtensionContext context) throws Exception {
		if (this.server != null) {
			this.server.afterAll(context);
		}
	}

}
