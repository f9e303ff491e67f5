package dev.kvstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container image that a program is taken out of, for machines that have Docker but are
 * not Debian. The program then runs as any other, so that tests can pause and kill it.
 */
final class DockerImage {

	private final String image;

	private final String program;

	private final String versionCommand;

	/**
	 * Names an image.
	 * @param image its name and tag
	 * @param program where the program is in it
	 * @param versionCommand what to run in the image so that it ends by itself
	 */
	DockerImage(String image, String program, String versionCommand) {
		this.image = image;
		this.program = program;
		this.versionCommand = versionCommand;
	}

	Optional<Path> program(String name) {
		try {
			return DockerClientFactory.instance().isDockerAvailable() ? Optional.of(copy(name)) : Optional.empty();
		}
		catch (RuntimeException ex) {
			DebianPackage.log("No " + name + " could be taken out of the image " + this.image + ": " + ex);
			return Optional.empty();
		}
	}

	private Path copy(String name) {
		Path file = DebianPackage.TARGET.resolve("docker").resolve(name);
		try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(this.image))) {
			Files.createDirectories(file.getParent());
			container.withCommand(this.versionCommand.split(" "))
				.withStartupCheckStrategy(new OneShotStartupCheckStrategy())
				.start();
			container.copyFileFromContainer(this.program, file.toString());
			Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
