package dev.kvstore.connection;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

import dev.kvstore.endpoint.EndpointProperties;
import dev.kvstore.event.WatchProperties;
import dev.kvstore.health.HealthProperties;
import dev.kvstore.integration.LockRegistryProperties;
import dev.kvstore.leader.LeaderProperties;
import dev.kvstore.lock.LockProperties;
import dev.kvstore.observation.ObservationProperties;
import dev.kvstore.shedlock.ShedLockProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for the configuration metadata that is generated for our properties.
 */
class ConfigurationMetadataTests {

	@Test
	void everyPropertyIsDescribedInTheStyleOfSpringBoot() throws IOException {
		assertThat(properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(property).containsKeys("name", "type");
			assertThat((String) property.get("description")).isNotBlank()
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
		});
		assertThat(properties()).filteredOn((property) -> "java.lang.Boolean".equals(property.get("type")))
			.isNotEmpty()
			.allSatisfy((property) -> assertThat((String) property.get("description")).startsWith("Whether "));
	}

	@Test
	void everyPropertyThatIsBoundIsListed() throws IOException {
		assertThat(properties()).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(Stream
				.of(boundNames(KvStoreProperties.class, "kvstore"),
						boundNames(HealthProperties.class, "kvstore.health"),
						boundNames(LeaderProperties.class, "kvstore.leader"),
						boundNames(LockProperties.class, "kvstore.lock"),
						boundNames(LockRegistryProperties.class, "kvstore.integration"),
						boundNames(ObservationProperties.class, "kvstore.observation"),
						boundNames(ShedLockProperties.class, "kvstore.shedlock"),
						boundNames(WatchProperties.class, "kvstore.watch"),
						boundNames(EndpointProperties.class, "management.endpoint.kvstore"),
						Stream.of("management.endpoint.kvstore.access",
								"management.endpoint.kvstore.cache.time-to-live"),
						contributors())
				.flatMap(Function.identity())
				.toList());
	}

	@Test
	void fileOfTheEmbeddedStoreHasADefault() throws IOException {
		assertThat(properties()).filteredOn((property) -> "kvstore.mapdb.path".equals(property.get("name")))
			.singleElement()
			.satisfies((property) -> assertThat(property)
				.contains(entry("defaultValue", new MapDbStoreFactory(null).file(List.of()).toString())));
	}

	@Test
	void backendHasHintsAndTakesAnyOtherValue() throws IOException {
		assertThat(metadata("hints")).singleElement().satisfies((hint) -> {
			assertThat(hint).contains(entry("name", "kvstore.backend"));
			assertThat(elements(hint.get("values"))).extracting((value) -> value.get("value"))
				.containsExactlyInAnyOrderElementsOf(builtInBackends())
				.isNotEmpty();
			assertThat(elements(hint.get("providers"))).extracting((provider) -> provider.get("name"))
				.containsExactly("any");
		});
	}

	private static Stream<String> boundNames(Class<?> type, String prefix) {
		return Arrays.stream(type.getRecordComponents()).flatMap((component) -> {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			return component.getType().isRecord() ? boundNames(component.getType(), name) : Stream.of(name);
		});
	}

	private static Stream<String> contributors() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.kvstore."))
			.map((name) -> ClassUtils.resolveClassName(name, null))
			.flatMap((type) -> Stream.concat(
					contributor(type, ConditionalOnEnabledHealthIndicator.class, "management.health."),
					contributor(type, ConditionalOnEnabledInfoContributor.class, "management.info.")));
	}

	private static Stream<String> contributor(Class<?> type, Class<? extends Annotation> condition, String prefix) {
		return MergedAnnotations.from(type)
			.stream(condition)
			.map((annotation) -> prefix + annotation.getString("value") + ".enabled");
	}

	private static List<String> builtInBackends() {
		KvStoreProperties properties = new Binder(new MapConfigurationPropertySource()).bindOrCreate("kvstore",
				KvStoreProperties.class);
		return List.copyOf(StoreFactories.of(properties, List.of()).names());
	}

	private static List<Map<String, Object>> properties() throws IOException {
		return metadata("properties");
	}

	private static List<Map<String, Object>> metadata(String section) throws IOException {
		URL classes = KvStoreProperties.class.getProtectionDomain().getCodeSource().getLocation();
		Path metadata = Path.of(URI.create(classes.toString())).resolve("META-INF/spring-configuration-metadata.json");
		return elements(JsonPath.read(Files.readString(metadata), "$." + section));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> elements(@Nullable Object list) {
		return (List<Map<String, Object>>) Objects.requireNonNull(list);
	}

}
