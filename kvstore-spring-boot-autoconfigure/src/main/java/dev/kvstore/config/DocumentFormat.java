package dev.kvstore.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the values below an imported directory are.
 */
enum DocumentFormat {

	/**
	 * Each is the value of a property, which the key names.
	 */
	KEYS,

	/**
	 * Each is a YAML document, or several.
	 */
	YAML,

	/**
	 * Each is a properties file.
	 */
	PROPERTIES,

	/**
	 * Each is a JSON object.
	 */
	JSON;

	static Optional<DocumentFormat> of(String name) {
		return Arrays.stream(values()).filter((format) -> format.lowerCase().equals(name)).findFirst();
	}

	static String names() {
		return Arrays.stream(values()).map(DocumentFormat::lowerCase).collect(Collectors.joining(", "));
	}

	private String lowerCase() {
		return name().toLowerCase(Locale.ROOT);
	}

}
