package dev.kvstore.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that the modules on the class path describe, with their defaults.
 *
 * @param defaults the defaults by name, empty where there is none
 */
record ConfigurationMetadata(Map<String, String> defaults) {

	private static final String LOCATION = "META-INF/spring-configuration-metadata.json";

	static ConfigurationMetadata read() throws IOException {
		Map<String, String> defaults = new TreeMap<>();
		List<URL> files = Collections.list(ConfigurationMetadata.class.getClassLoader().getResources(LOCATION));
		for (URL file : files) {
			try (InputStream stream = file.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(stream).path("properties")) {
					defaults.put(property.get("name").asString(), text(property.path("defaultValue")));
				}
			}
		}
		return new ConfigurationMetadata(defaults);
	}

	String asProperties() throws IOException {
		Properties properties = new Properties();
		properties.putAll(this.defaults);
		StringWriter document = new StringWriter();
		properties.store(document, null);
		return document.toString();
	}

	Map<String, String> asKeys(String directory) {
		Map<String, String> keys = new TreeMap<>();
		this.defaults.forEach((name, value) -> keys.put(directory + "/" + name.replace('.', '/'), value));
		return keys;
	}

	private static String text(JsonNode value) {
		return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
				: value.asString("");
	}

}
