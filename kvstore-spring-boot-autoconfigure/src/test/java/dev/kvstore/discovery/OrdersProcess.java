package dev.kvstore.discovery;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@link OrdersApplication} in a process of its own.
 */
final class OrdersProcess implements AutoCloseable {

	private final Process process;

	private OrdersProcess(Process process) {
		this.process = process;
	}

	static OrdersProcess start(Path log, List<String> arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
						OrdersApplication.class.getName()));
		command.addAll(arguments);
		try {
			return new OrdersProcess(new ProcessBuilder(command).redirectErrorStream(true)
				.redirectInput(Redirect.from(new File("/dev/null")))
				.redirectOutput(log.toFile())
				.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Ends the process at once, without a chance to take anything back.
	 */
	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
