package dev.kvstore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A main class that runs in a process of its own, with this one's JDK and class path.
 */
public final class ForkedJvm {

	private ForkedJvm() {
	}

	/**
	 * Returns what starts it.
	 * @param options options of the JVM
	 * @param main the main class
	 * @param arguments its arguments
	 * @return the command with its arguments
	 */
	public static List<String> command(List<String> options, Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(arguments);
		return command;
	}

	/**
	 * Runs it to its end, which must be a success and come in time.
	 * @param log the file for what it says
	 * @param timeout the time that it has
	 * @param command as {@link #command} returns it
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException if interrupted
	 */
	public static void run(Path log, Duration timeout, List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
			assertThat(ended).as(() -> "ended within " + timeout + ": " + read(log)).isTrue();
			assertThat(process.exitValue()).as(() -> read(log)).isZero();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String read(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

}
