package dev.kvstore.testcontainers;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.PemTrustStore;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

import dev.kvstore.server.RunsContainers;
import dev.kvstore.server.ServerImage;

/**
 * Tests for a container that is called etcd whatever its image, speaks TLS only and takes
 * the place of what the properties say.
 */
@RunsContainers
@Testcontainers
@SpringBootTest(classes = ServiceConnectionContract.Application.class,
		properties = { "kvstore.backend=zookeeper", "kvstore.endpoints=localhost:1", "kvstore.ssl.bundle=missing" })
class EtcdTlsServiceConnectionTests extends ServiceConnectionContract {

	@Container
	@ServiceConnection("etcd")
	@PemTrustStore(certificate = CertifiedContainers.AUTHORITY)
	static final GenericContainer<?> etcd = CertifiedContainers
		.of(ServerImage.ETCD.taggedAs("kvstore-test/key-value-server"))
		.withExposedPorts(2379)
		.withCommand("etcd", "--listen-client-urls", "https://0.0.0.0:2379", "--advertise-client-urls",
				"https://0.0.0.0:2379", "--cert-file", CertifiedContainers.CERTIFICATE, "--key-file",
				CertifiedContainers.KEY)
		.waitingFor(Wait.forLogMessage(".*ready to serve client requests.*\\n", 1));

	EtcdTlsServiceConnectionTests() {
		super("etcd", etcd, 2379);
	}

}
