package dev.kvstore.server;

/**
 * Three etcd servers that form one cluster.
 */
public final class EtcdCluster extends ServerCluster<EtcdServer> {

	private EtcdCluster(String... arguments) {
		super(EtcdServer.cluster(3, arguments));
	}

	/**
	 * Creates a cluster that is not yet started.
	 * @param arguments further arguments for each {@code etcd}
	 * @return the cluster
	 */
	public static EtcdCluster create(String... arguments) {
		return new EtcdCluster(arguments);
	}

}
