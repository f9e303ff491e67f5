package dev.kvstore.server;

/**
 * Three ZooKeeper servers that form one ensemble.
 */
public final class ZooKeeperCluster extends ServerCluster<ZooKeeperServer> {

	private ZooKeeperCluster() {
		super(ZooKeeperServer.cluster(3));
	}

	/**
	 * Creates an ensemble that is not yet started.
	 * @return the ensemble
	 */
	public static ZooKeeperCluster create() {
		return new ZooKeeperCluster();
	}

}
