package dev.kvstore.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.util.FileSystemUtils;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

import dev.kvstore.server.TestCertificates;

/**
 * Containers that have a certificate for this machine.
 */
final class CertifiedContainers {

	/**
	 * The authority that issued the certificate, a file of this machine.
	 */
	static final String AUTHORITY = "file:target/container-certificates/ca.pem";

	static final String CERTIFICATE = "/tls/server.pem";

	static final String KEY = "/tls/server-key.pem";

	static final String KEY_STORE = "/tls/server.p12";

	private static final TestCertificates CERTIFICATES = TestCertificates
		.create(empty(Path.of("target/container-certificates")));

	private CertifiedContainers() {
	}

	static GenericContainer<?> of(DockerImageName image) {
		return new GenericContainer<>(image)
			.withCopyFileToContainer(MountableFile.forHostPath(CERTIFICATES.serverCertificate()), CERTIFICATE)
			.withCopyFileToContainer(MountableFile.forHostPath(CERTIFICATES.serverKey()), KEY)
			.withCopyFileToContainer(MountableFile.forHostPath(CERTIFICATES.serverKeyStore()), KEY_STORE);
	}

	private static Path empty(Path directory) {
		try {
			FileSystemUtils.deleteRecursively(directory);
			return Files.createDirectories(directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
