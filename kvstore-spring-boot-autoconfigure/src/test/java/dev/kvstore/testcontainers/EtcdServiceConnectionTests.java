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
 * Tests for a container of an image of etcd.
 */
@RunsContainers
@Testcontainers
@SpringBootTest(classes = ServiceConnectionContract.Application.class)
class EtcdServiceConnectionTests extends ServiceConnectionContract {

	@Container
	@ServiceConnection
	static final GenericContainer<?> etcd = new GenericContainer<>(ServerImage.ETCD.name()).withExposedPorts(2379)
		.withCommand("etcd", "--listen-client-urls", "http://0.0.0.0:2379", "--advertise-client-urls",
				"http://0.0.0.0:2379")
		.waitingFor(Wait.forHttp("/health").forPort(2379));

	EtcdServiceConnectionTests() {
		super("etcd", etcd, 2379);
	}

}
