package dev.kvstore.testcontainers;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.kvstore.server.RunsContainers;
import dev.kvstore.server.ServerImage;

/**
 * Tests for a container of an image of ZooKeeper.
 */
@RunsContainers
@Testcontainers
@SpringBootTest(classes = ServiceConnectionContract.Application.class)
class ZooKeeperServiceConnectionTests extends ServiceConnectionContract {

	@Container
	@ServiceConnection
	static final GenericContainer<?> zooKeeper = new GenericContainer<>(ServerImage.ZOOKEEPER.name())
		.withExposedPorts(2181)
		.waitingFor(Wait.forLogMessage(".*binding to port.*\\n", 1));

	ZooKeeperServiceConnectionTests() {
		super("zookeeper", zooKeeper, 2181);
	}

}
