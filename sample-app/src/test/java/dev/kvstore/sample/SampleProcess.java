package dev.kvstore.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The sample application in a process of its own, on a free port.
 */
public final class SampleProcess implements AutoCloseable {

	private final Process process;

	private final Path log;

	private SampleProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	public static SampleProcess start(Path log, String... properties) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
						System.getProperty("java.class.path"), SampleApplication.class.getName(), "--server.port=0"));
		for (String property : properties) {
			command.add("--" + property);
		}
		return new SampleProcess(
				new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
	}

	public long pid() {
		return this.process.pid();
	}

	/**
	 * Tells whether the application has started.
	 * @return {@code false} while it starts
	 * @throws IOException if the log cannot be read
	 * @throws IllegalStateException if it has ended
	 */
	public boolean isStarted() throws IOException {
		String said = Files.readString(this.log);
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The application has ended: " + said);
		}
		return said.contains("Started " + SampleApplication.class.getSimpleName());
	}

	/**
	 * Ends the application in order.
	 */
	public void stop() {
		this.process.destroy();
		this.process.onExit()
			.orTimeout(20, TimeUnit.SECONDS)
			.exceptionally((late) -> this.process.destroyForcibly())
			.join();
	}

	@Override
	public void close() {
		stop();
	}

}
