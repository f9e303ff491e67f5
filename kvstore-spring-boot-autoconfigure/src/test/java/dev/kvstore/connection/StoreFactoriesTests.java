package dev.kvstore.connection;

import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import dev.kvstore.ReducedClassPath;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link StoreFactories}.
 */
class StoreFactoriesTests {

	private static final KvStoreProperties PROPERTIES = new Binder(new MapConfigurationPropertySource())
		.bindOrCreate("kvstore", KvStoreProperties.class);

	private final StoreUnavailableException unreachable = new StoreUnavailableException("mine", "status", null, false,
			"connection refused", null);

	private final Store store = mock();

	@Test
	void namesAreSortedAndIncludeAdditionalBackends() {
		StoreFactories factories = with(factory("zzz"), factory("alpha"));
		assertThat(factories.names()).startsWith("alpha").endsWith("zzz").contains("mapdb");
	}

	@Test
	void unknownBackendNamesTheAvailableOnes() {
		StoreFactories factories = with(factory("mine"));
		assertThatExceptionOfType(UnknownBackendException.class)
			.isThrownBy(() -> factories.open("redis", StoreSettings.defaults(), ""))
			.satisfies((ex) -> assertThat(ex.available()).containsExactlyElementsOf(factories.names()))
			.satisfies((ex) -> assertThat(ex.backend()).isEqualTo("redis"))
			.withMessageContaining("'redis'")
			.withMessageContaining("mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mine", "Mine", " MINE " })
	void caseAndSurroundingSpaceDoNotMatter(String backend) {
		assertThat(with(factory("mine")).open(backend, StoreSettings.defaults(), "")).isSameAs(this.store);
	}

	@Test
	void additionalBackendReplacesTheBuiltInOne() {
		StoreFactories factories = with(factory("mapdb"));
		assertThat(factories.open("mapdb", StoreSettings.defaults(), "")).isSameAs(this.store);
		assertThat(factories.names()).containsOnlyOnce("mapdb");
	}

	@Test
	void twoAdditionalBackendsOfOneNameAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> with(factory("mine"), factory("mine")))
			.withMessageContaining("There are two backends 'mine'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Mine", "my store", "1st", "-", " mine" })
	void nameThatCannotBeSelectedIsRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> with(factory(name)))
			.withMessageContaining("'" + name + "'");
	}

	@Test
	void openingAsksTheBackendWhetherItAnswers() {
		with(factory("mine")).open("mine", StoreSettings.defaults(), "");
		then(this.store).should().status();
		then(this.store).should(never()).close();
	}

	@Test
	void openingFailsAndClosesWhenTheBackendDoesNotAnswer() {
		given(this.store.status()).willThrow(this.unreachable);
		IllegalStateException second = new IllegalStateException("close failed too");
		willThrow(second).given(this.store).close();
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> with(factory("mine")).open("mine", StoreSettings.defaults(), ""))
			.isSameAs(this.unreachable)
			.satisfies((ex) -> assertThat(ex.getSuppressed()).containsExactly(second));
		then(this.store).should().close();
	}

	@Test
	void openingWithoutFailFastDoesNotAskTheBackend() {
		Store opened = with(factory("mine")).open("mine", StoreSettings.defaults().withoutFailFast(), "");
		assertThat(opened).isSameAs(this.store);
		then(this.store).shouldHaveNoInteractions();
	}

	@Test
	void namespaceIsPutAroundTheStore() {
		Store opened = with(factory("mine")).open("mine", StoreSettings.defaults(), "/team/app/");
		opened.exists("a");
		then(this.store).should().exists("team/app/a");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a//b", "..", ".kvstore", "zookeeper/a" })
	void badNamespaceIsRefusedBeforeAnythingIsOpened(String namespace) {
		StoreFactory factory = mock();
		given(factory.name()).willReturn("mine");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> with(factory).open("mine", StoreSettings.defaults(), namespace))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("kvstore.namespace"))
			.withMessageContaining("'" + namespace + "'");
		then(factory).should(never()).open(StoreSettings.defaults());
	}

	@Test
	void storeIsCreatedWithoutSpring(@TempDir Path directory) {
		Path file = directory.resolve("test.db");
		try (Store created = StoreFactories.create("mapdb", file.toString())) {
			created.put("a", new byte[] { 1 });
			assertThat(file).isNotEmptyFile();
		}
		StoreSettings settings = StoreSettings.defaults().withEndpoints(file.toString());
		try (Store created = StoreFactories.create("mapdb", settings)) {
			assertThat(created.get("a")).hasValueSatisfying((found) -> assertThat(found.value()).containsExactly(1));
		}
	}

	@Test
	void storeIsCreatedWithoutTheJarsOfSpring(@TempDir Path directory) throws Exception {
		Path file = directory.resolve("test.db");
		try (URLClassLoader loader = ReducedClassPath.without("org.springframework")) {
			Class<?> factories = loader.loadClass(StoreFactories.class.getName());
			Object created = factories.getMethod("create", String.class, String[].class)
				.invoke(null, "mapdb", new String[] { file.toString() });
			((AutoCloseable) created).close();
		}
		assertThat(file).exists();
	}

	@Test
	void unknownBackendIsNotCreatedWithoutSpring() {
		assertThatExceptionOfType(UnknownBackendException.class).isThrownBy(() -> StoreFactories.create("redis"))
			.withMessageContaining("mapdb");
	}

	@Test
	void pathOfThePropertiesIsTheDefaultFile(@TempDir Path directory) {
		Path file = directory.resolve("test.db");
		KvStoreProperties properties = new Binder(
				new MapConfigurationPropertySource(Map.of("kvstore.mapdb.path", file.toString())))
			.bindOrCreate("kvstore", KvStoreProperties.class);
		StoreFactories.of(properties, List.of()).open("mapdb", StoreSettings.defaults(), "").close();
		assertThat(Files.exists(file)).isTrue();
	}

	@Test
	@SuppressWarnings("NullAway") // nulls that callers without NullAway pass
	void nullsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> StoreFactories.create(null))
			.withMessage("'backend' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> StoreFactories.create("mapdb", (StoreSettings) null))
			.withMessage("'settings' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> StoreFactories.create("mapdb", (String[]) null))
			.withMessage("'endpoints' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> StoreFactories.create("mapdb", (String) null))
			.withMessage("'kvstore.endpoints' must not have a blank element");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> StoreFactories.of(PROPERTIES, List.of()).open("mapdb", StoreSettings.defaults(), null))
			.withMessage("'kvstore.namespace' must be a directory such as 'team/app'");
	}

	private static StoreFactories with(StoreFactory... additional) {
		return StoreFactories.of(PROPERTIES, List.of(additional));
	}

	private StoreFactory factory(String name) {
		Store opened = this.store;
		return new StoreFactory() {

			@Override
			public String name() {
				return name;
			}

			@Override
			public Store open(StoreSettings settings) {
				return opened;
			}

		};
	}

}
