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

/**
 * Tests for a container of an image of Consul with TLS at its port 8501.
 */
@RunsContainers
@Testcontainers
@SpringBootTest(classes = ServiceConnectionContract.Application.class)
class ConsulTlsServiceConnectionTests extends ServiceConnectionContract {

	@Container
	@ServiceConnection
	@PemTrustStore(certificate = CertifiedContainers.AUTHORITY)
	static final GenericContainer<?> consul = CertifiedContainers.of(ServerImage.CONSUL.name())
		.withExposedPorts(8500, 8501)
		.withCopyToContainer(Transferable.of("""
				{"ports": {"https": 8501}, "cert_file": "%s", "key_file": "%s"}
				""".formatted(CertifiedContainers.CERTIFICATE, CertifiedContainers.KEY)), "/tls/consul.json")
		.withCommand("agent", "-dev", "-client", "0.0.0.0", "-config-file", "/tls/consul.json")
		.waitingFor(
				Wait.forHttp("/v1/status/leader").forPort(8500).forResponsePredicate((leader) -> leader.length() > 2));

	ConsulTlsServiceConnectionTests() {
		super("consul", consul, 8501);
	}

}
