package dev.kvstore.discovery;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

import dev.kvstore.ForkedJvm;

/**
 * An {@link OrdersApplication} in a process of its own.
 */
final class OrdersProcess implements AutoCloseable {

	private final Process process;

	private OrdersProcess(Process process) {
		this.process = process;
	}

	static OrdersProcess start(Path log, List<String> arguments) {
		List<String> command = ForkedJvm.command(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
				OrdersApplication.class, arguments);
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
