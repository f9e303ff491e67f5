package dev.kvstore.backend.mapdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A main class running in a process of its own, which can be killed.
 */
final class ChildJvm implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private ChildJvm(Process process) {
		this.process = process;
		this.output = process.inputReader();
	}

	static ChildJvm start(Class<?> main, String... arguments) throws IOException {
		return start(List.of(), main, arguments);
	}

	static ChildJvm start(List<String> prefix, Class<?> main, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(prefix);
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(arguments));
		return new ChildJvm(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
	}

	long pid() {
		return this.process.pid();
	}

	Process process() {
		return this.process;
	}

	/**
	 * Reads a line of output.
	 * @return the line
	 * @throws IOException if the process ended instead
	 */
	String line() throws IOException {
		String line = this.output.readLine();
		if (line == null) {
			throw new IOException("The process ended");
		}
		return line;
	}

	boolean isTalking() throws IOException {
		return this.output.ready();
	}

	List<String> remainingLines() {
		return this.output.lines().toList();
	}

	/**
	 * Ends the process with SIGKILL.
	 */
	void kill() {
		// unlike the process itself, its handle leaves the output that was written
		this.process.toHandle().destroyForcibly();
	}

	@Override
	public void close() {
		kill();
		this.process.onExit().join();
	}

}
