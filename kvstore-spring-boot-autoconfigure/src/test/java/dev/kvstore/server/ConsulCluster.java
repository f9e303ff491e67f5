package dev.kvstore.server;

/**
 * Three Consul servers that form one cluster.
 */
public final class ConsulCluster extends ServerCluster<ConsulServer> {

	private ConsulCluster() {
		super(ConsulServer.cluster(3));
	}

	/**
	 * Creates a cluster that is not yet started.
	 * @return the cluster
	 */
	public static ConsulCluster create() {
		return new ConsulCluster();
	}

}
