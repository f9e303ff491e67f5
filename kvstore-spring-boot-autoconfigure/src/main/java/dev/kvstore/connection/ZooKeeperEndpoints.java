package dev.kvstore.connection;

import java.util.ArrayList;
import java.util.List;

import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.Keys;

/**
 * The servers of an ensemble and the node below which everything is kept, in ZooKeeper's
 * notation {@code host:port,host:port/chroot}.
 *
 * @param servers the servers
 * @param chroot the node such as {@code /a/b}, empty for the root
 */
record ZooKeeperEndpoints(List<Endpoint> servers, String chroot) {

	private static final String PROPERTY = "kvstore.endpoints";

	private static final String FORM = "must be a list of 'host:port', of which the last may have a chroot, "
			+ "'host:port/chroot'";

	static ZooKeeperEndpoints parse(List<String> endpoints) {
		if (endpoints.isEmpty()) {
			return new ZooKeeperEndpoints(List.of(new Endpoint(false, "localhost", 2181)), "");
		}
		int last = endpoints.size() - 1;
		String text = endpoints.get(last);
		int slash = text.contains("://") ? -1 : text.indexOf('/');
		List<String> hosts = new ArrayList<>(endpoints);
		hosts.set(last, (slash >= 0) ? text.substring(0, slash) : text);
		return new ZooKeeperEndpoints(hosts.stream().map(ZooKeeperEndpoints::server).toList(),
				(slash >= 0) ? node(text, text.substring(slash)) : "");
	}

	private static Endpoint server(String host) {
		if (host.contains("://") || host.contains("/")) {
			throw new InvalidSettingException(PROPERTY, host, FORM, null);
		}
		return ServerEndpoints.parse(PROPERTY, host.strip(), false, FORM);
	}

	private static String node(String text, String path) {
		try {
			String canonical = Keys.directory(path.strip());
			return canonical.isEmpty() ? "" : "/" + canonical;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSettingException(PROPERTY, text, FORM, ex);
		}
	}

}
