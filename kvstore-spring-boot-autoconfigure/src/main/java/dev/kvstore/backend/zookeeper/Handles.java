package dev.kvstore.backend.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;
import org.apache.zookeeper.data.ACL;

import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.DaemonThreads;

/**
 * Makes sessions' handles, all with the settings of one store. Does not wait for a
 * server.
 */
final class Handles {

	/** Listings of large directories come in one answer. */
	private static final int LARGEST_ANSWER = 64 * 1024 * 1024;

	private final ZooKeeperSettings settings;

	private final Supplier<ZKClientConfig> configs;

	private final List<ACL> acl;

	Handles(ZooKeeperSettings settings, Supplier<ZKClientConfig> configs) {
		this.settings = settings;
		this.configs = configs;
		this.acl = (settings.credentials() != null) ? ZooDefs.Ids.CREATOR_ALL_ACL : ZooDefs.Ids.OPEN_ACL_UNSAFE;
	}

	List<ACL> acl() {
		return this.acl;
	}

	/**
	 * Makes a handle, which begins to connect.
	 * @param name the beginning of its threads' names
	 * @param sessionTimeout the session timeout to ask for
	 * @param onState called with the handle for each change of its session's state
	 * @return the handle
	 */
	Handle open(String name, Duration sessionTimeout, BiConsumer<Handle, WatchedEvent> onState) {
		Endpoints endpoints = new Endpoints(this.settings.endpoints(), sessionTimeout, this.settings.connectTimeout());
		Handle[] self = new Handle[1];
		Handle handle = new Handle(endpoints, this.acl, (event) -> onState.accept(self[0], event));
		self[0] = handle;
		// the client's threads take their names from the thread that makes it
		CompletableFuture<ZooKeeper> made = CompletableFuture.supplyAsync(() -> make(endpoints, sessionTimeout, handle),
				(task) -> new DaemonThreads(name).newThread(task).start());
		handle.started(made.join());
		return handle;
	}

	private ZooKeeper make(Endpoints endpoints, Duration sessionTimeout, Handle handle) {
		try {
			int millis = (int) Math.min(Integer.MAX_VALUE / 4, sessionTimeout.toMillis());
			ZooKeeper client = new ZooKeeper("endpoints:1", millis, handle, false, endpoints, config());
			Credentials credentials = this.settings.credentials();
			if (credentials != null) {
				String user = credentials.username() + ":" + credentials.password();
				client.addAuthInfo("digest", user.getBytes(StandardCharsets.UTF_8));
			}
			return client;
		}
		catch (IOException ex) {
			throw new CompletionException(ex);
		}
	}

	private ZKClientConfig config() {
		ZKClientConfig config = this.configs.get();
		config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
		config.setProperty(ZKConfig.JUTE_MAXBUFFER, Integer.toString(LARGEST_ANSWER));
		config.setProperty(ZKClientConfig.ZOOKEEPER_REQUEST_TIMEOUT,
				Long.toString(Math.max(1, this.settings.requestTimeout().toMillis())));
		return config;
	}

}
