package dev.kvstore.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample application in a process of its own, on a free port.
 */
public final class SampleProcess implements AutoCloseable {

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final Path log;

	private SampleProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	public static SampleProcess start(Path log, String... properties) throws IOException {
		return start(log, List.of(), properties);
	}

	/**
	 * Starts the application from the code that the build has generated ahead of time.
	 * @param log the file that it writes to
	 * @param properties properties as {@code name=value}
	 * @return the process
	 * @throws IOException if it cannot be started
	 */
	public static SampleProcess startAheadOfTimeProcessed(Path log, String... properties) throws IOException {
		return start(log, List.of("-Dspring.aot.enabled=true"), properties);
	}

	private static SampleProcess start(Path log, List<String> options, String... properties) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), SampleApplication.class.getName(),
				"--server.port=0"));
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
		String said = said();
		if (!this.process.isAlive()) {
			throw new IllegalStateException("The application has ended: " + said);
		}
		return said.contains("Started " + SampleApplication.class.getSimpleName());
	}

	/**
	 * Returns the port of the application that has started.
	 * @return the port
	 * @throws IOException if the log cannot be read
	 */
	public int port() throws IOException {
		Matcher port = PORT.matcher(said());
		if (!port.find()) {
			throw new IllegalStateException("The application has no port: " + said());
		}
		return Integer.parseInt(port.group(1));
	}

	/**
	 * Returns what the application has logged.
	 * @return the log
	 * @throws IOException if it cannot be read
	 */
	public String said() throws IOException {
		return Files.readString(this.log);
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
