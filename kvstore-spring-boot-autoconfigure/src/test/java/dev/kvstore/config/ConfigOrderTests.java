package dev.kvstore.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the precedence of imported properties among files.
 */
class ConfigOrderTests extends ConfigCases {

	private final Path directory;

	ConfigOrderTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Override
	String backend() {
		return "mapdb";
	}

	@Override
	String endpoint() {
		return this.directory.resolve("test.db").toString();
	}

	@Test
	void importsStandAboveTheFileThatAsksForThem() throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), """
				spring.config.import: "kvstore:"
				a: application.yml
				b: application.yml
				c: application.yml
				d: application.yml
				""");
		Files.writeString(this.directory.resolve("application-one.yml"), """
				c: application-one.yml
				d: application-one.yml
				""");
		for (String name : List.of("b", "c", "d")) {
			put("config/app/" + name, "config/app");
		}
		put("config/app,one/d", "config/app,one");
		ConfigurableApplicationContext context = run(
				application("", "spring.config.location=file:" + this.directory + "/", "spring.profiles.active=one"));
		assertThat(List.of("a", "b", "c", "d")).extracting((name) -> property(context, name))
			.containsExactly("application.yml", "config/app", "application-one.yml", "config/app,one");
	}

	@Test
	void propertiesOfAProfileCountForTheImport() throws IOException {
		Files.writeString(this.directory.resolve("application.yml"), """
				spring.config.import: "kvstore:"
				kvstore.config.profile-separator: ":"
				---
				spring.config.activate.on-profile: one
				kvstore.config.profile-separator: "::"
				""");
		put("config/app::one/a", "1");
		assertThat(property(run(
				application("", "spring.config.location=file:" + this.directory + "/", "spring.profiles.active=one")),
				"a"))
			.isEqualTo("1");
	}

}
