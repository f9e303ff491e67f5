package dev.kvstore.discovery;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application that is processed ahead of time, as {@code process-aot} does.
 */
class DiscoveryAheadOfTimeTests {

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	Path directory;

	@Test
	void applicationRegistersAndDiscoversWithThePropertiesOfItsStart() throws Exception {
		Path sources = this.directory.resolve("sources");
		Path classes = this.directory.resolve("classes");
		SpringApplicationAotProcessor.main(new String[] { AheadOfTimeApplication.class.getName(), sources.toString(),
				classes.toString(), classes.toString(), "dev.kvstore", "ahead-of-time" });
		compile(sources, classes);
		Path log = this.directory.resolve("log");
		Process process = start(classes, log);
		try {
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
				String said = Files.readString(log);
				assertThat(process.isAlive()).as(said).isTrue();
				return said.contains("found [orders]");
			});
			assertThat(Files.readString(log)).contains("Starting AOT-processed AheadOfTimeApplication");
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	private static void compile(Path sources, Path classes) throws IOException {
		List<String> arguments = new ArrayList<>(
				List.of("-proc:none", "-nowarn", "-parameters", "-cp", CLASS_PATH, "-d", classes.toString()));
		try (Stream<Path> files = Files.walk(sources)) {
			files.filter((file) -> file.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler()
			.run(null, System.out, System.err, arguments.toArray(String[]::new));
		assertThat(result).isZero();
	}

	private Process start(Path classes, Path log) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-Dspring.aot.enabled=true", "-cp", classes + File.pathSeparator + CLASS_PATH,
				AheadOfTimeApplication.class.getName(), "--kvstore.mapdb.path=" + this.directory.resolve("test.db"),
				"--kvstore.discovery.port=9000", "--spring.main.keep-alive=true",
				"--spring.docker.compose.enabled=false", "--spring.application.name=orders")
			.redirectErrorStream(true)
			.redirectInput(Redirect.from(new File("/dev/null")))
			.redirectOutput(log.toFile())
			.start();
	}

}
