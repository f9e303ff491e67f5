package dev.kvstore.config;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.config.ConfigDataLocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ImportLocation}.
 */
class ImportLocationTests {

	@Test
	void directoriesOfTheApplicationAreTheDefault() {
		ImportLocation location = parse("kvstore:", "app");
		assertThat(location.named()).isFalse();
		assertThat(location.directories()).extracting(ConfigDirectory::path)
			.containsExactly("config/application", "config/app");
	}

	@Test
	void applicationWithoutANameHasWhatIsShared() {
		assertThat(parse("kvstore:?format=yaml", null).directories())
			.containsExactly(new ConfigDirectory("config/application", DocumentFormat.YAML));
		assertThat(parse("kvstore:", "application").directories()).hasSize(1);
	}

	@Test
	void directoriesHaveNoSlashesAtTheirEnds() {
		ImportLocation location = parse("optional:kvstore:/a/b/; c?d;a/b?format=json", "app");
		assertThat(location.named()).isTrue();
		assertThat(location.directories()).containsExactly(new ConfigDirectory("a/b", DocumentFormat.JSON),
				new ConfigDirectory("c?d", DocumentFormat.JSON));
	}

	@ParameterizedTest
	@CsvSource({ "kvstore:a?format=xml, there is no format 'xml'",
			"kvstore:a?form=yaml, there is no option 'form=yaml'", "kvstore:a;;b, it has a directory without a name",
			"kvstore:/, it has a directory without a name" })
	void whatThereIsNotIsRefused(String location, String reason) {
		assertThatExceptionOfType(InvalidImportException.class).isThrownBy(() -> parse(location, "app"))
			.withMessageStartingWith("'" + location + "' cannot be imported: " + reason);
	}

	private static ImportLocation parse(String location, @Nullable String application) {
		return ImportLocation.parse(ConfigDataLocation.of(location), () -> application);
	}

}
