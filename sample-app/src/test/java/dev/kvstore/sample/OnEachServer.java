package dev.kvstore.sample;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.GivenOrStarted;

/**
 * Tests that are run on each backend that has a server.
 */
public abstract class OnEachServer {

	@RegisterExtension
	static final GivenOrStarted etcd = GivenOrStarted.etcd();

	@RegisterExtension
	static final GivenOrStarted consul = GivenOrStarted.consul();

	@RegisterExtension
	static final GivenOrStarted zooKeeper = GivenOrStarted.zooKeeper();

	protected static Stream<Backend> backends() {
		return Stream.of(new Backend("etcd", etcd.endpoints()), new Backend("consul", consul.endpoints()),
				new Backend("zookeeper", zooKeeper.endpoints()));
	}

	/**
	 * A backend and where its server is.
	 *
	 * @param name its name
	 * @param endpoints its endpoints
	 */
	public record Backend(String name, List<String> endpoints) {

		/**
		 * Returns the properties that choose this backend, and others.
		 * @param others properties as {@code name=value}
		 * @return all of them
		 */
		public String[] properties(String... others) {
			Stream<String> own = Stream.of("kvstore.backend=" + this.name,
					"kvstore.endpoints=" + String.join(",", this.endpoints));
			return Stream.concat(own, Stream.of(others)).toArray(String[]::new);
		}

	}

}
