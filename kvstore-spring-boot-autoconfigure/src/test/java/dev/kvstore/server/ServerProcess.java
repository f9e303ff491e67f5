package dev.kvstore.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * A process of the operating system that does not outlive this JVM.
 */
final class ServerProcess {

	private static final int PATIENCE_SECONDS = 20;

	private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

	static {
		Runtime.getRuntime()
			.addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "test-servers-end"));
	}

	private final Process process;

	private ServerProcess(Process process) {
		this.process = process;
	}

	static ServerProcess start(List<String> command, Map<String, String> environment, Path log) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectInput(Redirect.from(new File("/dev/null")))
				.redirectOutput(Redirect.appendTo(log.toFile()));
			builder.environment().putAll(environment);
			Process process = builder.start();
			RUNNING.add(process);
			return new ServerProcess(process);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void stop() {
		signal("CONT");
		this.process.destroy();
		if (!hasEnded()) {
			kill();
		}
	}

	void kill() {
		this.process.destroyForcibly();
		if (!hasEnded()) {
			throw new IllegalStateException("Process " + this.process.pid() + " cannot be killed");
		}
	}

	void pause() {
		signal("STOP");
		// threads that run stop a moment later, and one of them may answer until then
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.ignoreExceptionsInstanceOf(IOException.class)
			.until(this::isStopped);
	}

	private boolean isStopped() throws IOException {
		Path threads = Path.of("/proc", Long.toString(this.process.pid()), "task");
		if (!Files.isDirectory(threads)) {
			return true;
		}
		try (Stream<Path> all = Files.list(threads)) {
			for (Path thread : all.toList()) {
				String status = Files.readString(thread.resolve("stat"), StandardCharsets.UTF_8);
				if (!status.substring(status.lastIndexOf(')')).startsWith(") T")) {
					return false;
				}
			}
			return true;
		}
	}

	void resume() {
		signal("CONT");
	}

	private void signal(String name) {
		run(List.of("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(this.process.pid())));
	}

	private boolean hasEnded() {
		try {
			boolean ended = this.process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (ended) {
				RUNNING.remove(this.process);
			}
			return ended;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs a command to its end.
	 * @param command the command
	 * @return what it wrote, and its exit value
	 */
	static Result run(List<String> command) {
		try {
			Path output = Files.createTempFile("kvstore-command", ".log");
			try {
				Process process = new ProcessBuilder(command).redirectErrorStream(true)
					.redirectInput(Redirect.from(new File("/dev/null")))
					.redirectOutput(output.toFile())
					.start();
				boolean ended = process.waitFor(5, TimeUnit.MINUTES);
				process.destroyForcibly();
				return new Result(ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.UTF_8));
			}
			finally {
				Files.delete(output);
			}
		}
		catch (IOException ex) {
			return new Result(-1, String.valueOf(ex.getMessage()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How a command ended.
	 *
	 * @param exitValue zero if it did what it was asked for
	 * @param output standard output and error
	 */
	record Result(int exitValue, String output) {

		boolean failed() {
			return this.exitValue != 0;
		}

	}

}
