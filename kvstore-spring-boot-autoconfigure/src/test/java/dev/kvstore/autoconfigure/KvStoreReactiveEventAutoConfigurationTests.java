package dev.kvstore.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import reactor.core.publisher.Flux;

import dev.kvstore.api.Store;
import dev.kvstore.event.ReactiveWatches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreReactiveEventAutoConfiguration}.
 */
class KvStoreReactiveEventAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	KvStoreReactiveEventAutoConfigurationTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreReactiveEventAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreReactiveEventAutoConfiguration.class.getName());
	}

	@Test
	void watchesAreThereWithReactor() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(ReactiveWatches.class));
	}

	@Test
	void watchesOfTheUserTakeThePlaceOfOurs() {
		this.runner.withBean("ownWatches", ReactiveWatches.class, () -> new ReactiveWatches(mock()))
			.run((context) -> assertThat(context).hasSingleBean(ReactiveWatches.class).hasBean("ownWatches"));
	}

	@Test
	void withoutAStoreThereIsNothing() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReactiveWatches.class));
	}

	@Test
	void withoutReactorThereIsNothing() throws IOException {
		this.runner.withClassLoader(new FilteredClassLoader(Flux.class))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Store.class)
				.doesNotHaveBean(KvStoreReactiveEventAutoConfiguration.class));
		Properties metadata = PropertiesLoaderUtils
			.loadAllProperties("META-INF/spring-autoconfigure-metadata.properties");
		assertThat(metadata.getProperty(KvStoreReactiveEventAutoConfiguration.class.getName() + ".ConditionalOnClass"))
			.isEqualTo(Flux.class.getName());
	}

}
