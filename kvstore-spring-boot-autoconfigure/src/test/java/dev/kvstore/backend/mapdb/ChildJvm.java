package dev.kvstore.backend.mapdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

import dev.kvstore.ForkedJvm;

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
		command.addAll(ForkedJvm.command(List.of(), main, List.of(arguments)));
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
