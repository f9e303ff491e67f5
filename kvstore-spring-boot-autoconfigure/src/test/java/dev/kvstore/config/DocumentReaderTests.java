package dev.kvstore.config;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.kvstore.api.KeyValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DocumentReader}.
 */
class DocumentReaderTests {

	@ParameterizedTest
	@CsvSource({ "a/b/0, a.b[0]", "a.b/c, a.b.c", "0/a, 0.a", "a/00, a.00", "a/-1, a.-1", "a/10/b/2, a[10].b[2]" })
	void keysMakeNames(String key, String name) {
		assertThat(properties(DocumentFormat.KEYS, "dir/" + key, "x")).containsExactly(Map.of(name, "x"));
	}

	@ParameterizedTest
	@CsvSource({ "YAML, 'a: 1\nb: [secret', 'is malformed in line 2, column 11'",
			"YAML, 'a: 1\na: secret', 'is malformed in line 2, column 1'",
			"JSON, '{\"a\": secret', 'is malformed in line 1, column 13'",
			"JSON, 'secret', 'is not a JSON object: it does not begin with ''{'''",
			"PROPERTIES, 'a=1\nb=secret\\u00g', 'is malformed'", "YAML, 'a: &secret [*secret]', 'is malformed'",
			"YAML, 'a: !!java.net.URL secret', 'is malformed in line 1'",
			"PROPERTIES, 'a=1\\\n#secret\\u00g', 'is malformed'",
			"YAML, 'spring.config.activate.on-cloud-platform: secret', 'has ''spring.config.activate.on-cloud-platform''' ",
			"YAML, 'spring.config.activate.on-profile: ''secret & one | two''', 'has no profile expression'" })
	void malformedDocumentIsToldByKeyVersionAndPlace(DocumentFormat format, String text, String reason) {
		assertThatExceptionOfType(MalformedDocumentException.class)
			.isThrownBy(() -> properties(format, "dir/key", text))
			.withMessageStartingWith("The value of 'dir/key' (version 7) " + reason)
			.withMessageNotContaining("secret")
			.withNoCause();
	}

	@Test
	void bytesThatAreNoTextAreRefused() {
		assertThatExceptionOfType(MalformedDocumentException.class)
			.isThrownBy(() -> reader(DocumentFormat.KEYS).read(new KeyValue("dir/key", new byte[] { (byte) 0xff }, 7)))
			.withMessage("The value of 'dir/key' (version 7) is not text in UTF-8");
	}

	@Test
	void commentsOfPropertiesAreNotLookedAt() {
		assertThat(properties(DocumentFormat.PROPERTIES, "dir/key", "# C:\\users\na=C\\:\\\\users"))
			.containsExactly(Map.of("a", "C:\\users"));
	}

	@Test
	void documentsThatAreNotActiveAreLeftOut() {
		assertThat(properties(DocumentFormat.YAML, "dir/key", """
				a: 1
				---
				spring.config.activate.on-profile: one & !two
				a: 2
				---
				spring:
				  config:
				    activate:
				      on-profile: [two, three]
				a: 3
				""")).containsExactly(Map.of("a", 1), Map.of("a", 2));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"a\":\"\\/x\\/y\\\\\"}|/x/y\\", "{\"a\":\"\\ud83d\\ude00\"}|\ud83d\ude00",
					"{\"a\":\"\ud83d\ude00\"}|\ud83d\ude00", "{\"a\":1.5e3}|1500.0", "{\"a\":-1E-2}|-0.01",
					"{\"a\":12345678901234567890}|12345678901234567890", "{\"a\":\"# no : comment\"}|# no : comment",
					"{\"a\":\"yes\"}|yes", "{\"a\":\"\\b\\f\\n\\r\\t\\u0000\"}|`\b\f\n\r\t\u0000`",
					"{\"a\":\"\\u2028\u2028.\"}|\u2028\u2028.", "{\"a\" :true}|true", "{\"a\":\"<<\"}|<<",
					"{\"a\":\"2001-01-01\"}|2001-01-01" })
	void jsonIsReadAsItIs(String text, String value) {
		assertThat(properties(DocumentFormat.JSON, "dir/key", text)).singleElement()
			.satisfies((part) -> assertThat(part.get("a")).hasToString(value));
	}

	private static List<Map<String, Object>> properties(DocumentFormat format, String key, String text) {
		return reader(format).read(new KeyValue(key, text.getBytes(StandardCharsets.UTF_8), 7))
			.parts()
			.stream()
			.map((part) -> part.entrySet()
				.stream()
				.collect(Collectors.toMap(Map.Entry::getKey,
						(entry) -> Objects.requireNonNull(entry.getValue().value()))))
			.toList();
	}

	private static DocumentReader reader(DocumentFormat format) {
		return new DocumentReader(new ConfigDirectory("dir", format), Set.of("one")::contains);
	}

}
