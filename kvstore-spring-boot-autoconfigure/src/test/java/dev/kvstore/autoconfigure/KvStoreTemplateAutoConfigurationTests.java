package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.template.JsonValueConverter;
import dev.kvstore.template.StoreTemplate;
import dev.kvstore.template.TextValueConverter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KvStoreTemplateAutoConfiguration}.
 */
class KvStoreTemplateAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final Path directory;

	KvStoreTemplateAutoConfigurationTests(@TempDir Path directory) {
		this.directory = directory;
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class, JacksonAutoConfiguration.class,
					KvStoreTemplateAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreTemplateAutoConfiguration.class.getName());
	}

	@Test
	void objectsAreWrittenByTheMapperOfBoot() {
		this.runner.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE").run((context) -> {
			assertThat(context).hasSingleBean(JsonValueConverter.class).hasSingleBean(ValueConverter.class);
			StoreTemplate template = context.getBean(StoreTemplate.class);
			template.put("a", new Point(1, List.of(2)));
			assertThat(context.getBean(Store.class).get("a").orElseThrow().asString())
				.isEqualTo("{\"left_side\":1,\"others\":[2]}");
			assertThat(template.get("a", Point.class)).isEqualTo(Optional.of(new Point(1, List.of(2))));
		});
	}

	@Test
	void aMapperOfJacksonItselfServesWithoutBootsModule() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreTemplateAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.directory.resolve("test.db"))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(JsonMapper.class);
				context.getBean(StoreTemplate.class).put("a", new Point(1, List.of(2)));
				assertThat(context.getBean(Store.class).get("a").orElseThrow().asString())
					.isEqualTo("{\"leftSide\":1,\"others\":[2]}");
			});
	}

	@Test
	void aConverterOfTheUserTakesThePlaceOfOurs() {
		ValueConverter own = new TextValueConverter();
		this.runner.withBean("own", ValueConverter.class, () -> own).run((context) -> {
			assertThat(context).getBean(ValueConverter.class).isSameAs(own);
			assertThatExceptionOfType(ValueConversionException.class)
				.isThrownBy(() -> context.getBean(StoreTemplate.class).put("a", new Point(1, List.of())));
		});
	}

	@Test
	void aTemplateOfTheUserTakesThePlaceOfOurs() {
		this.runner.withBean("own", StoreTemplate.class, () -> null)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("kvStoreTemplate"));
	}

	@Test
	void withoutJacksonTextWorksAndObjectsAreRefusedWithWhatToAdd() {
		this.runner.withClassLoader(new FilteredClassLoader("tools.jackson")).run((context) -> {
			assertThat(context).hasSingleBean(TextValueConverter.class).doesNotHaveBean("jacksonJsonMapper");
			StoreTemplate template = context.getBean(StoreTemplate.class);
			template.put("a", 5);
			assertThat(template.get("a", Integer.class)).contains(5);
			assertThatExceptionOfType(ValueConversionException.class)
				.isThrownBy(() -> template.put("b", new Point(1, List.of())))
				.withMessageContaining("spring-boot-starter-jackson");
			assertThatExceptionOfType(ValueConversionException.class).isThrownBy(() -> template.get("a", Point.class))
				.withMessageContaining("spring-boot-starter-jackson");
		});
	}

	@ParameterizedTest
	@CsvSource({ "tools.jackson, 5 by TextValueConverter",
			"org.springframework.boot.jackson, 5 by JsonValueConverter" })
	void numbersAreKeptWithoutWhatIsOptional(String missing, String expected) throws Exception {
		assertThat(LoadedApplication.runWithout(missing, TemplateCall.class, this.directory)).isEqualTo(expected);
	}

	@Test
	void withoutAStoreThereIsNoTemplate() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StoreTemplate.class)
				.doesNotHaveBean(ValueConverter.class));
	}

	@Test
	void withSeveralStoresThereIsAConverterAndNoTemplate() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.withBean("one", Store.class, () -> null)
			.withBean("two", Store.class, () -> null)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(ValueConverter.class)
				.doesNotHaveBean("kvStoreTemplate"));
	}

	record Point(int leftSide, List<Integer> others) {

	}

}
