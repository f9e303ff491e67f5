package dev.kvstore.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

import dev.kvstore.api.KeyValue;

/**
 * Reads the values below an imported directory as Spring Boot reads files of their
 * format.
 */
final class DocumentReader {

	private static final String ACTIVATION = "spring.config.activate.";

	private static final String ON_PROFILE = ACTIVATION + "on-profile";

	private static final Pattern ESCAPED = Pattern.compile("\\\\.");

	private final ConfigDirectory directory;

	private final Predicate<String> profiles;

	/**
	 * Creates a reader.
	 * @param directory the directory
	 * @param profiles tells which profiles are active
	 */
	DocumentReader(ConfigDirectory directory, Predicate<String> profiles) {
		this.directory = directory;
		this.profiles = profiles;
	}

	/**
	 * Reads a value.
	 * @param keyValue the key with its value
	 * @return what it says
	 * @throws MalformedDocumentException if it is not of the format
	 */
	Document read(KeyValue keyValue) {
		String text = text(keyValue);
		if (this.directory.format() == DocumentFormat.KEYS) {
			String name = PropertyName.of(keyValue.key().substring(this.directory.path().length() + 1));
			KeyOrigin origin = new KeyOrigin(keyValue.key(), keyValue.version());
			return new Document(keyValue, List.of(Map.of(name, new ConfigValue(text, origin))));
		}
		List<Map<String, ConfigValue>> parts = new ArrayList<>();
		for (PropertySource<?> source : sources(keyValue, text)) {
			OriginTrackedMapPropertySource properties = (OriginTrackedMapPropertySource) source;
			if (isActive(keyValue, properties)) {
				parts.add(values(properties));
			}
		}
		return new Document(keyValue, parts);
	}

	private static String text(KeyValue keyValue) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(keyValue.value())).toString();
		}
		catch (CharacterCodingException ex) {
			throw malformed(keyValue, "is not text in UTF-8");
		}
	}

	private List<PropertySource<?>> sources(KeyValue keyValue, String text) {
		try {
			return switch (this.directory.format()) {
				case PROPERTIES -> load(new PropertiesPropertySourceLoader(), keyValue, text);
				case JSON -> load(new YamlPropertySourceLoader(), keyValue, yaml(keyValue, text));
				default -> load(new YamlPropertySourceLoader(), keyValue, text);
			};
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String yaml(KeyValue keyValue, String json) {
		if (!json.stripLeading().startsWith("{")) {
			throw malformed(keyValue, "is not a JSON object: it does not begin with '{'");
		}
		// JSON is YAML but for tabs between tokens and escaped slashes
		return ESCAPED.matcher(json.replace('\t', ' '))
			.replaceAll((escaped) -> escaped.group().equals("\\/") ? "/" : Matcher.quoteReplacement(escaped.group()));
	}

	private static List<PropertySource<?>> load(PropertySourceLoader loader, KeyValue keyValue, String text)
			throws IOException {
		String description = new KeyOrigin(keyValue.key(), keyValue.version()).toString();
		try {
			return loader.load(description, resource(text, description), StandardCharsets.UTF_8);
		}
		// the latter is of YAML that contains itself
		catch (RuntimeException | StackOverflowError ex) {
			throw malformed(keyValue,
					"is malformed" + ((loader instanceof YamlPropertySourceLoader) ? YamlPlace.of(ex) : ""));
		}
	}

	private static Resource resource(String text, String description) {
		return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {

			@Override
			public String getDescription() {
				return description;
			}

		};
	}

	private boolean isActive(KeyValue keyValue, EnumerablePropertySource<?> properties) {
		List<String> expressions = new ArrayList<>();
		for (String name : properties.getPropertyNames()) {
			if (name.startsWith(ON_PROFILE)) {
				expressions.add(String.valueOf(properties.getProperty(name)));
			}
			else if (name.startsWith(ACTIVATION)) {
				throw malformed(keyValue, "has '" + name + "', of which only '" + ON_PROFILE + "' can be used here");
			}
		}
		try {
			return expressions.isEmpty() || Profiles.of(expressions.toArray(String[]::new)).matches(this.profiles);
		}
		catch (IllegalArgumentException ex) {
			throw malformed(keyValue, "has no profile expression in '" + ON_PROFILE + "'");
		}
	}

	private static Map<String, ConfigValue> values(OriginTrackedMapPropertySource properties) {
		Map<String, ConfigValue> values = new LinkedHashMap<>();
		for (String name : properties.getPropertyNames()) {
			Object value = properties.getProperty(name);
			if (value != null && !name.startsWith(ACTIVATION)) {
				values.put(name, new ConfigValue(value, properties.getOrigin(name)));
			}
		}
		return values;
	}

	private static MalformedDocumentException malformed(KeyValue keyValue, String reason) {
		return new MalformedDocumentException(keyValue.key(), keyValue.version(), reason);
	}

	/**
	 * Where a YAML document is malformed. Loads only if one is.
	 */
	private static final class YamlPlace {

		static String of(@Nullable Throwable failure) {
			if (failure instanceof org.yaml.snakeyaml.error.MarkedYAMLException marked
					&& marked.getProblemMark() != null) {
				return " in line " + (marked.getProblemMark().getLine() + 1) + ", column "
						+ (marked.getProblemMark().getColumn() + 1);
			}
			return "";
		}

	}

}
