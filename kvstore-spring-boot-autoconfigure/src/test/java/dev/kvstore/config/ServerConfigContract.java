package dev.kvstore.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What imported configuration does on every backend with a server, while that cannot be
 * reached too.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class ServerConfigContract extends ConfigContract {

	private static final String QUIET = "kvstore.config.refresh-quiet-period=50ms";

	private static final String ONCE = "kvstore.config.timeout=0s";

	private final String backend;

	private final ServerNode server;

	@TempDir
	private Path files;

	ServerConfigContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	final String backend() {
		return this.backend;
	}

	@Override
	final String endpoint() {
		return this.server.endpoint();
	}

	@Test
	void whatAnInterruptionMissedIsOneRefresh() {
		put("config/app/changed", "1");
		put("config/app/deleted", "1");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			ConfigurableApplicationContext context = run(applicationAt(wire.endpoint(), "kvstore:", QUIET));
			put("config/app/followed", "1");
			await().until(() -> "1".equals(property(context, "followed")));
			wire.cut();
			put("config/app/changed", "2");
			put("config/app/created", "1");
			delete("config/app/deleted");
			wire.restore();
			await().until(() -> changes(context).changes().size() > 1);
			assertThat(changes(context).changes()).containsExactly(List.of("followed"),
					List.of("changed", "created", "deleted"));
			put("config/app/changed", "3");
			await().until(() -> "3".equals(property(context, "changed")));
			context.close();
		}
	}

	@Test
	void restartOfTheServerIsNoRefreshAndEndsNone() {
		put("config/app/a", "1");
		put("config/app/same", "1");
		ConfigurableApplicationContext context = run("kvstore:", QUIET);
		this.server.restart();
		await().ignoreExceptions().until(() -> put("config/app/a", "2") != null);
		await().until(() -> !changes(context).changes().isEmpty());
		put("config/app/b", "1");
		await().until(() -> "1".equals(property(context, "b")));
		await().until(() -> changes(context).changes().size() > 1);
		assertThat(changes(context).changes()).containsExactly(List.of("a"), List.of("b"));
		assertThat(property(context, "a")).isEqualTo("2");
	}

	@Test
	void serverThatComesBackInTimeIsWaitedFor() throws Exception {
		put("config/app/a", "1");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			CompletableFuture<ConfigurableApplicationContext> starting;
			try (ServerSocket refusing = listen(wire.endpoint())) {
				starting = CompletableFuture
					.supplyAsync(() -> run(applicationAt(wire.endpoint(), "kvstore:", "kvstore.config.timeout=60s")));
				refuseForLongerThanARequest(refusing);
			}
			wire.restore();
			ConfigurableApplicationContext context = starting.get(60, TimeUnit.SECONDS);
			assertThat(property(context, "a")).isEqualTo("1");
			context.close();
		}
	}

	private static void refuseForLongerThanARequest(ServerSocket refusing) throws IOException {
		refusing.accept().close();
		long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
		refusing.setSoTimeout(100);
		while (System.nanoTime() < end) {
			try {
				refusing.accept().close();
			}
			catch (SocketTimeoutException ex) {
				assertThat(refusing.isClosed()).isFalse();
			}
		}
	}

	private static ServerSocket listen(String endpoint) throws IOException {
		ServerSocket socket = new ServerSocket();
		socket.setReuseAddress(true);
		socket.setSoTimeout(60_000);
		socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(),
				Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1))));
		return socket;
	}

	@Test
	void serverThatCannotBeReachedFailsTheStart(CapturedOutput output) {
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			assertThatExceptionOfType(ConfigImportException.class)
				.isThrownBy(() -> run(applicationAt(wire.endpoint(), "kvstore:", ONCE)))
				.withCauseInstanceOf(StoreUnavailableException.class);
		}
		assertThat(output).contains("The backend '" + this.backend + "' is not reachable.")
			.contains(". The configuration 'kvstore:' cannot be imported.")
			.contains("'kvstore.config.timeout'")
			.contains("'optional:kvstore:'")
			.contains("'kvstore.config.snapshot'");
	}

	@Test
	void optionalImportStartsWithoutAServerAndFollowsIt() {
		Path snapshot = this.files.resolve("snapshot");
		put("config/app/a", "1");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			ConfigurableApplicationContext context = run(applicationAt(wire.endpoint(), "optional:kvstore:", ONCE,
					QUIET, "kvstore.config.snapshot=" + snapshot));
			assertThat(property(context, "a")).isNull();
			assertThat(snapshot).doesNotExist();
			wire.restore();
			await().until(() -> !changes(context).changes().isEmpty());
			assertThat(changes(context).changes()).containsExactly(List.of("a"));
			assertThat(property(context, "a")).isEqualTo("1");
			context.close();
		}
	}

	@Test
	void locationsThatShareDirectoriesEachSayWhetherAServerIsNeeded() {
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			run(applicationAt(wire.endpoint(), "optional:kvstore:,optional:kvstore:config/app", ONCE)).close();
			assertThatExceptionOfType(ConfigImportException.class)
				.isThrownBy(() -> run(applicationAt(wire.endpoint(), "optional:kvstore:,kvstore:config/app", ONCE)))
				.withMessageContaining("'kvstore:config/app'")
				.withCauseInstanceOf(StoreUnavailableException.class);
		}
	}

	@Test
	void storeOfAnotherPlaceIsRequiredAlthoughTheImportIsOptional() {
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			ImportingApplication application = applicationAt(wire.endpoint(), "optional:kvstore:", ONCE);
			application.application()
				.addInitializers((context) -> TestPropertyValues.of("kvstore.namespace=other").applyTo(context));
			assertThatException().isThrownBy(() -> run(application))
				.withStackTraceContaining(StoreUnavailableException.class.getName());
		}
	}

	@Test
	void snapshotTakesThePlaceOfAServerThatCannotBeReached() throws Exception {
		Path snapshot = this.files.resolve("snapshot");
		String property = "kvstore.config.snapshot=" + snapshot;
		put("config/app/a", "1");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			ConfigurableApplicationContext first = run(applicationAt(wire.endpoint(), "kvstore:", property, QUIET));
			put("config/app/a", "2");
			await().until(() -> "2".equals(property(first, "a")));
			first.close();
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(snapshot))).isEqualTo("rw-------");
			wire.cut();
			put("config/app/a", "3");
			ConfigurableApplicationContext second = run(
					applicationAt(wire.endpoint(), "optional:kvstore:,kvstore:config/app", property, ONCE, QUIET));
			assertThat(property(second, "a")).isEqualTo("2");
			ConfigHealthIndicator indicator = new ConfigHealthIndicator(second.getBean(ImportedConfig.class));
			assertThat(indicator.health().getDetails()).containsEntry("source", "snapshot");
			wire.restore();
			await().until(() -> "3".equals(property(second, "a")));
			await().until(() -> "store".equals(indicator.health().getDetails().get("source")));
			second.close();
		}
	}

	@Test
	void snapshotIsLeftAloneByAStartThatFails() {
		String snapshot = "kvstore.config.snapshot=" + this.files.resolve("snapshot");
		put("one/a", "1");
		put("two/b", "1");
		run("kvstore:one,kvstore:two", snapshot).close();
		assertThatException().isThrownBy(() -> run("kvstore:one,kvstore:missing", snapshot));
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			ConfigurableApplicationContext context = run(
					applicationAt(wire.endpoint(), "kvstore:one,kvstore:two", snapshot, ONCE));
			assertThat(property(context, "a")).isEqualTo("1");
			assertThat(property(context, "b")).isEqualTo("1");
			context.close();
		}
	}

	@Test
	void snapshotThatCannotBeReadIsAsGoodAsNone(CapturedOutput output) throws Exception {
		Path snapshot = Files.writeString(this.files.resolve("snapshot"), "kvstore-config-snapshot 1\n");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			wire.cut();
			assertThatExceptionOfType(ConfigImportException.class).isThrownBy(
					() -> run(applicationAt(wire.endpoint(), "kvstore:", ONCE, "kvstore.config.snapshot=" + snapshot)))
				.withCauseInstanceOf(StoreUnavailableException.class);
		}
		assertThat(output).contains("The snapshot '" + snapshot + "' of the configuration is damaged");
	}

	@Test
	void snapshotThatLacksADirectoryIsNotUsed() throws Exception {
		String snapshot = "kvstore.config.snapshot=" + this.files.resolve("snapshot");
		put("config/app/a", "1");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			run(applicationAt(wire.endpoint(), "kvstore:", snapshot)).close();
			wire.cut();
			run(applicationAt(wire.endpoint(), "kvstore:", snapshot, ONCE)).close();
			assertThatExceptionOfType(ConfigImportException.class).isThrownBy(() -> run(
					applicationAt(wire.endpoint(), "kvstore:", snapshot, ONCE, "spring.profiles.active=one")));
		}
	}

}
