package dev.kvstore.testcontainers;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.consul.ConsulContainer;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.kvstore.server.RunsContainers;
import dev.kvstore.server.ServerImage;

/**
 * Tests for a {@link ConsulContainer}.
 */
@RunsContainers
@Testcontainers
@SpringBootTest(classes = ServiceConnectionContract.Application.class)
class ConsulServiceConnectionTests extends ServiceConnectionContract {

	@Container
	@ServiceConnection
	static final ConsulContainer consul = new ConsulContainer(ServerImage.CONSUL.name());

	ConsulServiceConnectionTests() {
		super("consul", consul, 8500);
	}

}
