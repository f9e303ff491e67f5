package dev.kvstore.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConfigSnapshot}.
 */
class ConfigSnapshotTests {

	@TempDir
	private Path directory;

	@Test
	void thereIsNoneAtFirst() {
		assertThat(snapshot().read()).isEmpty();
	}

	@Test
	void isReadAsItWasWrittenAndLeavesNoOtherFile() throws IOException {
		List<KeyValue> one = List.of(keyValue("dir/a", "1\n\t=\u00e4"), keyValue("dir/b", ""));
		List<KeyValue> other = List.of(keyValue("dir,two/a b", "2"));
		snapshot().write(List.of(imported("replaced", List.of())));
		snapshot().write(List.of(imported("dir", one), imported("dir,two", other), imported("none", List.of())));
		assertThat(snapshot().read()).hasValue(Map.of("dir", one, "dir,two", other, "none", List.of()));
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files).containsExactly(snapshot().file());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "end\n", "kvstore-config-snapshot 1\tetcd\tteam\ndir\tdir/a\t1\tMQ==\n",
			"kvstore-config-snapshot 2\nend\n", "kvstore-config-snapshot 1\tetcd\tteam\ndir\tdir/a\t1\nend\n",
			"kvstore-config-snapshot 1\tetcd\tteam\ndir\tdir/a\tx\tMQ==\nend\n",
			"kvstore-config-snapshot 1\tetcd\tteam\ndir\tdir/a\t1\t!\nend\n" })
	void anotherFileOrAPartOfOneIsRefused(String text) throws IOException {
		Files.writeString(snapshot().file(), text);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> snapshot().read())
			.withMessage("The snapshot '" + snapshot().file() + "' of the configuration is damaged")
			.withNoCause();
	}

	@ParameterizedTest
	@CsvSource({ "consul,team", "etcd,''", "etcd,other" })
	void oneOfAnotherStoreIsRefused(String backend, String namespace) {
		snapshot().write(List.of());
		ConfigSnapshot other = new ConfigSnapshot(snapshot().file(), backend, namespace);
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(other::read)
			.withMessage(
					"The snapshot '" + snapshot().file() + "' of the configuration is of another backend or namespace");
	}

	@Test
	void writeThatFailsIsTold() {
		ConfigSnapshot snapshot = new ConfigSnapshot(this.directory.resolve("missing/snapshot"), "etcd", "team");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> snapshot.write(List.of()));
		assertThat(snapshot.read()).isEmpty();
	}

	private ConfigSnapshot snapshot() {
		return new ConfigSnapshot(this.directory.resolve("snapshot"), "etcd", "team");
	}

	private static ImportedDirectory imported(String path, List<KeyValue> keys) {
		ConfigDirectory directory = new ConfigDirectory(path, DocumentFormat.KEYS);
		return new ImportedDirectory(directory, new DocumentReader(directory, (profile) -> true),
				ConfigSource.of(ConfigSource.Kind.STORE), keys);
	}

	private static KeyValue keyValue(String key, String value) {
		return new KeyValue(key, value.getBytes(StandardCharsets.UTF_8), 7);
	}

}
