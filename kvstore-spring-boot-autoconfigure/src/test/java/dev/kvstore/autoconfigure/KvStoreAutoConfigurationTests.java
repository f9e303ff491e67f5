package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.backend.StoreFileException;
import dev.kvstore.connection.InvalidSettingException;
import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreFactory;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.connection.UnknownBackendException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreAutoConfiguration}.
 */
class KvStoreAutoConfigurationTests {

	private static final byte[] VALUE = { 1, 2, 3 };

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class));

	private final Path directory;

	KvStoreAutoConfigurationTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreAutoConfiguration.class.getName());
	}

	@Test
	void embeddedStoreIsTheDefault() {
		embedded().run((context) -> {
			Store store = context.getBean(Store.class);
			assertThat(store.status().backend()).isEqualTo("mapdb");
			KeyValue written = store.put("a/b", VALUE);
			assertThat(store.get("a/b")).hasValue(written);
			assertThat(file()).isNotEmptyFile();
		});
	}

	@Test
	void endpointIsAnotherWordForTheFile() {
		this.runner.withPropertyValues("kvstore.endpoints=" + file()).run((context) -> {
			context.getBean(Store.class).put("a", VALUE);
			assertThat(file()).isNotEmptyFile();
		});
	}

	@Test
	void nextContextFindsWhatTheLastOneWrote() {
		embedded().run((context) -> context.getBean(Store.class).put("a", VALUE));
		embedded().run((context) -> assertThat(context.getBean(Store.class).get("a"))
			.hasValueSatisfying((found) -> assertThat(found.value()).isEqualTo(VALUE)));
	}

	@Test
	void namespaceIsPutBeforeEveryKey() {
		embedded().withPropertyValues("kvstore.namespace=team/app")
			.run((context) -> context.getBean(Store.class).put("a", VALUE));
		embedded().run((context) -> assertThat(context.getBean(Store.class).list("")).extracting(KeyValue::key)
			.containsExactly("team/app/a"));
	}

	@Test
	void storeOfTheUserTakesThePlaceOfOurs() {
		Store own = mock();
		embedded().withBean("own", Store.class, () -> own).run((context) -> {
			assertThat(context).getBean(Store.class).isSameAs(own);
			assertThat(file()).doesNotExist();
		});
	}

	@Test
	void factoriesOfTheUserTakeThePlaceOfOurs() {
		Store opened = mock();
		embedded().withBean("own", StoreFactories.class, () -> {
			KvStoreProperties properties = new Binder(new MapConfigurationPropertySource()).bindOrCreate("kvstore",
					KvStoreProperties.class);
			return StoreFactories.of(properties, List.of(new FixedStoreFactory("mapdb", opened)));
		}).run((context) -> assertThat(context).getBean(Store.class).isSameAs(opened));
	}

	@Test
	void connectionDetailsOfTheUserTakeThePlaceOfTheEndpoints() {
		Path other = this.directory.resolve("other.db");
		this.runner.withBean(KvStoreConnectionDetails.class, () -> () -> List.of(other.toString()))
			.withPropertyValues("kvstore.endpoints=" + file())
			.run((context) -> {
				context.getBean(Store.class).put("a", VALUE);
				assertThat(context).hasSingleBean(KvStoreConnectionDetails.class);
				assertThat(other).isNotEmptyFile();
				assertThat(file()).doesNotExist();
			});
	}

	@Test
	void connectionDetailsOfTheUserMayNameTheBackend() {
		Store opened = mock();
		mine(opened)
			.withBean(KvStoreConnectionDetails.class, () -> new FixedConnectionDetails("Mine", List.of("there:1")))
			.withPropertyValues("kvstore.backend=mapdb")
			.run((context) -> assertThat(context).getBean(Store.class).isSameAs(opened));
	}

	@Test
	void factoryOfTheUserAddsABackend() {
		Store opened = mock();
		mine(opened).run((context) -> {
			assertThat(context).getBean(Store.class).isSameAs(opened);
			assertThat(context.getBean(StoreFactories.class).names()).contains("mapdb", "mine");
		});
	}

	@Test
	void factoryOfTheUserReplacesABackend() {
		Store opened = mock();
		embedded().withBean(StoreFactory.class, () -> new FixedStoreFactory("mapdb", opened)).run((context) -> {
			assertThat(context).getBean(Store.class).isSameAs(opened);
			assertThat(file()).doesNotExist();
		});
	}

	@Test
	void propertiesReachTheFactory() {
		StoreSettings settings = new StoreSettings(List.of("a:1", "b:2"), Duration.ofSeconds(2), Duration.ofSeconds(3),
				ReadConsistency.RELAXED, false, null);
		StoreFactory factory = mock();
		Store opened = mock();
		given(factory.name()).willReturn("mine");
		given(factory.open(settings)).willReturn(opened);
		this.runner.withBean(StoreFactory.class, () -> factory)
			.withPropertyValues("kvstore.backend=Mine", "kvstore.endpoints=a:1,b:2", "kvstore.connect-timeout=2s",
					"kvstore.request-timeout=3s", "kvstore.read-consistency=relaxed", "kvstore.fail-fast=false")
			.run((context) -> assertThat(context).getBean(Store.class).isSameAs(opened));
	}

	@Test
	void disabledCreatesNothing() {
		embedded().withPropertyValues("kvstore.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Store.class)
				.doesNotHaveBean(StoreFactories.class)
				.doesNotHaveBean(KvStoreConnectionDetails.class)
				.doesNotHaveBean(KvStoreProperties.class)
				.doesNotHaveBean(KvStoreAutoConfiguration.class);
			assertThat(file()).doesNotExist();
		});
	}

	@Test
	void valueThatCannotBeBoundFailsTheStart() {
		embedded().withPropertyValues("kvstore.read-consistency=sometimes")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(ConfigurationPropertiesBindException.class.getName())
				.hasStackTraceContaining("kvstore.read-consistency"));
	}

	@Test
	void valueThatTheStoreCannotUseFailsTheStart() {
		embedded().withPropertyValues("kvstore.request-timeout=0s")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(InvalidSettingException.class));
	}

	@Test
	void unknownBackendFailsTheStart() {
		this.runner.withPropertyValues("kvstore.backend=redis")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(UnknownBackendException.class));
	}

	@Test
	void unreachableBackendFailsTheStart() {
		Store unreachable = unreachable();
		mine(unreachable)
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(StoreUnavailableException.class));
		then(unreachable).should().close();
	}

	@Test
	void unreachableBackendIsTakenWithoutFailFast() {
		mine(unreachable()).withPropertyValues("kvstore.fail-fast=false")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Store.class));
	}

	@Test
	void unusableFileFailsTheStart() {
		this.runner.withPropertyValues("kvstore.mapdb.path=" + this.directory)
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(StoreFileException.class.getName()));
	}

	@Test
	void unusableFileIsTakenWithoutFailFast() {
		this.runner.withPropertyValues("kvstore.mapdb.path=" + this.directory, "kvstore.fail-fast=false")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThatExceptionOfType(StoreUnavailableException.class)
					.isThrownBy(() -> context.getBean(Store.class).get("a"));
			});
	}

	private ApplicationContextRunner embedded() {
		return this.runner.withPropertyValues("kvstore.mapdb.path=" + file());
	}

	private ApplicationContextRunner mine(Store store) {
		return this.runner.withBean(StoreFactory.class, () -> new FixedStoreFactory("mine", store))
			.withPropertyValues("kvstore.backend=mine");
	}

	private Path file() {
		return this.directory.resolve("test.db");
	}

	private static Store unreachable() {
		Store store = mock();
		given(store.status())
			.willThrow(new StoreUnavailableException("mine", "status", null, false, "connection refused", null));
		return store;
	}

}
