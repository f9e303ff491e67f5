package dev.kvstore.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The properties of a directory at one time.
 */
final class ImportedProperties {

	static final ImportedProperties NONE = new ImportedProperties(Map.of());

	private final Map<String, ConfigValue> values;

	private final String[] names;

	ImportedProperties(Map<String, ConfigValue> values) {
		this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
		this.names = this.values.keySet().toArray(String[]::new);
	}

	@Nullable ConfigValue get(String name) {
		return this.values.get(name);
	}

	String[] names() {
		// always the same array, by which Spring Boot sees that nothing has changed
		return this.names;
	}

	/**
	 * Returns what is not the same in others.
	 * @param others the others
	 * @return the names of properties that only one has or that have another value or
	 * origin
	 */
	Set<String> changes(ImportedProperties others) {
		Set<String> names = new TreeSet<>(this.values.keySet());
		names.addAll(others.values.keySet());
		names.removeIf((name) -> Objects.equals(this.values.get(name), others.values.get(name)));
		return names;
	}

}
