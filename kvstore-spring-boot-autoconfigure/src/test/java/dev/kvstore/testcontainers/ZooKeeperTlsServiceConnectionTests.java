package dev.kvstore.testcontainers;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.PemTrustStore;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.kvstore.server.RunsContainers;
import dev.kvstore.server.ServerImage;
import dev.kvstore.server.TestCertificates;

/**
 * Tests for a container of an image of ZooKeeper with TLS at its port 2281.
 */
@RunsContainers
@Testcontainers
@SpringBootTest(classes = ServiceConnectionContract.Application.class)
class ZooKeeperTlsServiceConnectionTests extends ServiceConnectionContract {

	@Container
	@ServiceConnection
	@PemTrustStore(certificate = CertifiedContainers.AUTHORITY)
	static final GenericContainer<?> zooKeeper = CertifiedContainers.of(ServerImage.ZOOKEEPER.name())
		.withExposedPorts(2281)
		.withCopyToContainer(Transferable.of("""
				dataDir=/data
				clientPort=2181
				secureClientPort=2281
				serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
				ssl.keyStore.location=%s
				ssl.keyStore.password=%s
				ssl.clientAuth=none
				admin.enableServer=false
				""".formatted(CertifiedContainers.KEY_STORE, TestCertificates.PASSWORD)), "/conf/zoo.cfg")
		.waitingFor(Wait.forLogMessage(".*bound to port 2281.*\\n", 1));

	ZooKeeperTlsServiceConnectionTests() {
		super("zookeeper", zooKeeper, 2281);
	}

}
