package dev.kvstore.config;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.kvstore.api.KeyValue;

/**
 * What is known of a directory: its keys, and what their values say. A value that cannot
 * be read leaves what the one before it said. Safe for use by any number of threads.
 */
final class ImportedDirectory {

	private static final List<Map<String, ConfigValue>> NO_PARTS = List.of();

	private final ConfigDirectory directory;

	private final DocumentReader reader;

	private final SortedMap<String, KeyValue> keys = new TreeMap<>();

	private final Map<String, Document> documents = new HashMap<>();

	private final Map<String, MalformedDocumentException> rejected = new LinkedHashMap<>();

	private ConfigSource source;

	ImportedDirectory(ConfigDirectory directory, DocumentReader reader, ConfigSource source,
			Collection<KeyValue> present) {
		this.directory = directory;
		this.reader = reader;
		this.source = source;
		present.forEach((keyValue) -> this.keys.put(keyValue.key(), keyValue));
	}

	ConfigDirectory directory() {
		return this.directory;
	}

	synchronized List<KeyValue> keys() {
		return List.copyOf(this.keys.values());
	}

	synchronized void put(KeyValue keyValue) {
		this.keys.put(keyValue.key(), keyValue);
	}

	synchronized void remove(String key) {
		this.keys.remove(key);
	}

	synchronized void retain(Set<String> present) {
		this.keys.keySet().retainAll(present);
	}

	/**
	 * Tells that the keys are as they are in the store.
	 */
	synchronized void readFromStore() {
		this.source = ConfigSource.of(ConfigSource.Kind.STORE);
	}

	synchronized ConfigSource source() {
		return this.source;
	}

	/**
	 * Returns what could not be read the last time.
	 * @return the reasons
	 */
	synchronized List<MalformedDocumentException> rejected() {
		return List.copyOf(this.rejected.values());
	}

	/**
	 * Reads what has changed.
	 * @return the properties
	 */
	synchronized ImportedProperties read() {
		this.documents.keySet().retainAll(this.keys.keySet());
		this.rejected.keySet().retainAll(this.keys.keySet());
		this.keys.values().forEach(this::read);
		return new ImportedProperties(merged());
	}

	private void read(KeyValue keyValue) {
		Document known = this.documents.get(keyValue.key());
		if (known == null || !known.keyValue().equals(keyValue)) {
			try {
				this.documents.put(keyValue.key(), this.reader.read(keyValue));
				this.rejected.remove(keyValue.key());
			}
			catch (MalformedDocumentException ex) {
				this.rejected.put(keyValue.key(), ex);
			}
		}
		else {
			this.rejected.remove(keyValue.key());
		}
	}

	private Map<String, ConfigValue> merged() {
		Map<String, ConfigValue> merged = new LinkedHashMap<>();
		for (String key : this.keys.keySet()) {
			Document document = this.documents.get(key);
			for (Map<String, ConfigValue> part : (document != null) ? document.parts() : NO_PARTS) {
				removeLists(merged, part);
				merged.putAll(part);
			}
		}
		return merged;
	}

	private void removeLists(Map<String, ConfigValue> merged, Map<String, ConfigValue> part) {
		// as in files a list replaces another as a whole, but each element in a key is a
		// key of its own
		if (this.directory.format() != DocumentFormat.KEYS) {
			Set<String> lists = new TreeSet<>();
			part.keySet()
				.stream()
				.filter((name) -> name.indexOf('[') > 0)
				.forEach((name) -> lists.add(name.substring(0, name.indexOf('[') + 1)));
			merged.keySet().removeIf((name) -> lists.stream().anyMatch(name::startsWith));
		}
	}

}
