package dev.kvstore.server;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

class ZooKeeperServerTests extends ServerContract<ZooKeeperServer> {

	private static final String NODE = "/key";

	private static final int PATIENCE_MILLIS = 2_000;

	ZooKeeperServerTests() {
		super(ZooKeeperServer::create, ZooKeeperCluster::create);
	}

	@Override
	boolean write(ZooKeeperServer node, String value) {
		return ask(node, (client) -> {
			byte[] data = value.getBytes(StandardCharsets.UTF_8);
			if (client.exists(NODE, false) == null) {
				client.create(NODE, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
			}
			client.setData(NODE, data, -1);
			return "written";
		}).equals("written");
	}

	@Override
	String read(ZooKeeperServer node) {
		return ask(node, (client) -> new String(client.getData(NODE, false, null), StandardCharsets.UTF_8));
	}

	@SuppressWarnings("try")
	private static String ask(ZooKeeperServer node, Question question) {
		CountDownLatch connected = new CountDownLatch(1);
		try (ZooKeeper client = new ZooKeeper(node.endpoint(), PATIENCE_MILLIS, (event) -> {
			if (event.getState() == KeeperState.SyncConnected) {
				connected.countDown();
			}
		})) {
			return connected.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) ? question.ask(client) : "";
		}
		catch (KeeperException ex) {
			return "";
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What a connected client is asked.
	 */
	private interface Question {

		String ask(ZooKeeper client) throws Exception;

	}

}
