package dev.kvstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/**
 * One server process on loopback with a data directory of its own.
 */
public abstract class ServerNode implements TestServer {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int TAIL = 4_000;

	private final String name;

	private final int port;

	private final AtomicInteger classes = new AtomicInteger();

	private @Nullable Path directory;

	private @Nullable ServerProcess process;

	ServerNode(String name, int port) {
		this.name = name;
		this.port = port;
	}

	@Override
	public final List<String> endpoints() {
		return List.of(endpoint());
	}

	/**
	 * Returns where clients connect.
	 * @return {@code host:port}
	 */
	public final String endpoint() {
		return "127.0.0.1:" + this.port;
	}

	final int port() {
		return this.port;
	}

	@Override
	public final void start() {
		launch();
		awaitReady();
	}

	/**
	 * Starts the process if it does not run and does not wait until it serves.
	 */
	public final synchronized void launch() {
		if (isRunning()) {
			return;
		}
		try {
			Path data = (this.directory != null) ? this.directory : Files.createTempDirectory("kvstore-" + this.name);
			this.directory = data;
			Files.createDirectories(log().getParent());
			this.process = ServerProcess.start(command(data), environment(), log());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until the server serves; a node of a cluster needs a quorum for it.
	 */
	public final void awaitReady() {
		Awaitility.await()
			.alias(this.name + " at " + endpoint())
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(50))
			.atMost(PATIENCE)
			.conditionEvaluationListener((condition) -> {
			})
			.failFast(this::requireRunning)
			.until(this::isReady);
	}

	private void requireRunning() {
		if (!isRunning()) {
			throw new IllegalStateException(this.name + " ended by itself, the end of " + log() + " is\n" + tail());
		}
	}

	/**
	 * Tells whether the process runs, possibly paused.
	 * @return {@code false} if it was stopped, was killed or has died
	 */
	public final synchronized boolean isRunning() {
		return this.process != null && this.process.isAlive();
	}

	@Override
	public final void stop() {
		running().stop();
	}

	@Override
	public final void kill() {
		running().kill();
	}

	@Override
	public final void pause() {
		running().pause();
	}

	@Override
	public final void resume() {
		running().resume();
	}

	private synchronized ServerProcess running() {
		if (this.process == null) {
			throw new IllegalStateException(this.name + " was not started");
		}
		return this.process;
	}

	@Override
	public final synchronized void close() {
		if (this.process != null) {
			this.process.kill();
			this.process = null;
		}
		if (this.directory != null) {
			FileSystemUtils.deleteRecursively(this.directory.toFile());
			this.directory = null;
		}
	}

	@Override
	public final void beforeAll(ExtensionContext context) {
		if (this.classes.getAndIncrement() == 0) {
			start();
		}
	}

	@Override
	public final void afterAll(ExtensionContext context) {
		if (this.classes.decrementAndGet() == 0) {
			close();
		}
	}

	private Path log() {
		return Path.of("target", "servers", "logs", this.name + "-" + this.port + ".log");
	}

	private String tail() {
		try {
			String text = Files.readString(log(), StandardCharsets.UTF_8);
			return text.substring(Math.max(0, text.length() - TAIL));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	abstract List<String> command(Path data) throws IOException;

	abstract boolean isReady();

	abstract boolean isLeader();

	Map<String, String> environment() {
		return Map.of();
	}

}
