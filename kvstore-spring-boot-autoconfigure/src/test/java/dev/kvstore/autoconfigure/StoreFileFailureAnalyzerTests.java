package dev.kvstore.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.Store;
import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreFileFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class StoreFileFailureAnalyzerTests {

	private final Path directory;

	StoreFileFailureAnalyzerTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Test
	void ownerOfTheFileIsNamed(CapturedOutput output) throws Exception {
		Path file = this.directory.resolve("test.db");
		Process owner = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("java.class.path"), FileOwner.class.getName(), file.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		try {
			assertThat(owner.inputReader().readLine()).startsWith("open");
			FailedStart.withProperties("kvstore.mapdb.path=" + file);
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("The store's file '" + file + "' is in use by the process with the id " + owner.pid() + ".")
				.contains("Stop that process, or set 'kvstore.mapdb.path'");
		}
		finally {
			owner.destroyForcibly().waitFor();
		}
	}

	@Test
	void fileOfAnotherProgramIsLeftAlone(CapturedOutput output) throws IOException {
		Path file = Files.writeString(this.directory.resolve("test.db"), "something else");
		FailedStart.withProperties("kvstore.mapdb.path=" + file);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The file '" + file + "' was not made by this store. Nothing was changed in it.")
			.contains("Set 'kvstore.mapdb.path' to a file that does not exist yet");
		assertThat(file).hasContent("something else");
	}

	@Test
	void damagedFileIsNamed(CapturedOutput output) throws IOException {
		Path file = this.directory.resolve("test.db");
		try (Store store = StoreFactories.create("mapdb", file.toString())) {
			store.put("a", new byte[10_000]);
		}
		byte[] content = Files.readAllBytes(file);
		Arrays.fill(content, 4096, content.length, (byte) 0xAA);
		Files.write(file, content);
		FailedStart.withProperties("kvstore.mapdb.path=" + file);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The store's file '" + file + "' is damaged.")
			.contains("Put a backup in its place");
	}

	@Test
	void directoryInPlaceOfTheFileIsNamed(CapturedOutput output) {
		FailedStart.withProperties("kvstore.mapdb.path=" + this.directory);
		assertInaccessible(output, this.directory);
	}

	@Test
	void missingDirectoryIsNamed(CapturedOutput output) {
		Path file = this.directory.resolve("missing/test.db");
		FailedStart.withProperties("kvstore.mapdb.path=" + file);
		assertInaccessible(output, file);
	}

	@ParameterizedTest
	@EnumSource(Problem.class)
	void everyProblemHasItsAnalysis(Problem problem) {
		FailureAnalysis analysis = analyze(problem, 42L);
		assertThat(analysis.getDescription()).contains(Path.of("test.db").toAbsolutePath().toString())
			.contains("because");
		assertThat(analysis.getAction()).isNotBlank();
	}

	@Test
	void ownerMayBeUnknown() {
		assertThat(analyze(Problem.OWNED, null).getDescription()).contains("is in use by another process.");
	}

	private static FailureAnalysis analyze(Problem problem, @Nullable Long owner) {
		return new StoreFileFailureAnalyzer()
			.analyzeCause(new StoreFileException("mapdb", problem, Path.of("test.db"), owner, "because", null));
	}

	private static void assertInaccessible(CapturedOutput output, Path file) {
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The store cannot use the file '" + file + "'.")
			.contains("Make sure that its directory exists");
	}

}
