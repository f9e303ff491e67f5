package dev.kvstore.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the precedence of imported properties among files.
 */
class ConfigOrderTests extends EmbeddedConfigCases {

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

	@Test
	void bindHandlersOfTheBootstrapTakePart() {
		put("config/app:one/a", "1");
		ImportingApplication application = application("kvstore:", "spring.profiles.active=one",
				"kvstore.config.profile-separator=encrypted");
		application.application()
			.addBootstrapRegistryInitializer(
					(registry) -> registry.register(BindHandler.class, (context) -> new AbstractBindHandler() {

						@Override
						public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
								Object result) {
							return result.equals("encrypted") ? ":" : result;
						}

					}));
		assertThat(property(run(application), "a")).isEqualTo("1");
	}

	@Test
	void importedPropertiesImport() throws IOException {
		Path more = Files.writeString(this.directory.resolve("more.properties"), "b=2");
		put("config/app/spring.config.import", more.toUri().toString());
		put("config/app/a", "1");
		ConfigurableApplicationContext context = run("kvstore:");
		assertThat(List.of("a", "b")).extracting((name) -> property(context, name)).containsExactly("1", "2");
	}

}
