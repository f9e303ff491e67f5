package dev.kvstore.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for the configuration metadata that is generated for our properties.
 */
class ConfigurationMetadataTests {

	// what Spring Boot's processor lists for an endpoint
	private static final List<String> ENDPOINT = List.of("management.endpoint.kvstore.access",
			"management.endpoint.kvstore.cache.time-to-live");

	private final DeclaredProperties declared = new DeclaredProperties();

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
	void everyPropertyThatIsBoundOrDecidesIsListed() throws IOException {
		assertThat(properties()).extracting((property) -> property.get("name"))
			.containsExactlyInAnyOrderElementsOf(
					Stream.concat(this.declared.defaults().keySet().stream(), ENDPOINT.stream()).toList());
	}

	@Test
	void everyDefaultIsListed() throws IOException {
		Map<String, Object> listed = new TreeMap<>();
		for (Map<String, Object> property : properties()) {
			listed.put((String) property.get("name"), String.valueOf(property.get("defaultValue")));
		}
		assertThat(this.declared.defaults()).isNotEmpty().allSatisfy((name, value) -> {
			if (value != null) {
				assertThat(listed).containsEntry(name, value);
			}
		});
	}

	@Test
	void everyPropertyThatTheCodeNamesIsListed() throws IOException {
		Set<@Nullable Object> listed = new HashSet<>();
		metadata("groups").forEach((group) -> listed.add(group.get("name")));
		properties().forEach((property) -> listed.add(property.get("name")));
		properties().forEach((property) -> listed.add(property.get("defaultValue")));
		assertThat(DeclaredProperties.namesInCode()).hasSizeGreaterThan(20)
			.allSatisfy((name) -> assertThat(listed).contains(name));
	}

	@Test
	void fileOfTheEmbeddedStoreHasADefault() throws IOException {
		assertThat(properties()).filteredOn((property) -> "kvstore.mapdb.path".equals(property.get("name")))
			.singleElement()
			.satisfies((property) -> assertThat(property)
				.contains(entry("defaultValue", new MapDbStoreFactory(null).location(List.of()).toString())));
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

	private static List<String> builtInBackends() {
		KvStoreProperties properties = new Binder(new MapConfigurationPropertySource()).bindOrCreate("kvstore",
				KvStoreProperties.class);
		return List.copyOf(StoreFactories.of(properties, List.of()).names());
	}

	private static List<Map<String, Object>> properties() throws IOException {
		return metadata("properties");
	}

	private static List<Map<String, Object>> metadata(String section) throws IOException {
		Path metadata = DeclaredProperties.compiled().resolve("META-INF/spring-configuration-metadata.json");
		return elements(JsonPath.read(Files.readString(metadata), "$." + section));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> elements(@Nullable Object list) {
		return (List<Map<String, Object>>) Objects.requireNonNull(list);
	}

}
