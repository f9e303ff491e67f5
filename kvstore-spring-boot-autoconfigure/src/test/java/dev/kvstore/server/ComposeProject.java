package dev.kvstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of Docker Compose whose services an application starts, and a test ends.
 */
public final class ComposeProject implements AutoCloseable {

	private final Path file;

	private ComposeProject(Path file) {
		this.file = file;
	}

	/**
	 * Writes the file.
	 * @param directory a directory of its own, whose name is that of the project
	 * @param services what is in the file
	 * @return the project
	 */
	public static ComposeProject create(Path directory, String services) {
		try {
			return new ComposeProject(
					Files.writeString(Files.createDirectories(directory).resolve("compose.yaml"), services));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the file.
	 * @return the file
	 */
	public Path file() {
		return this.file;
	}

	/**
	 * Removes what the services have left.
	 */
	@Override
	public void close() {
		List<String> command = new ArrayList<>(ComposeCondition.command());
		command.addAll(List.of("--file", this.file.toString(), "down", "--timeout", "1", "--volumes"));
		ServerProcess.Result result = ServerProcess.run(command);
		if (result.failed()) {
			throw new IllegalStateException(result.output());
		}
	}

}
