package dev.kvstore.discovery;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for {@link JsonText}.
 */
class JsonTextTests {

	@Test
	void membersAreRead() {
		assertThat(JsonText.members("""
				 { "text" : "a b", "number": -1.5e+3, "yes":true,
				   "none": null, "list": [ ], "more": [1, [2], {"a": "b"}, "]"], "object": {"a": {}, "b": "c"} }
				""")).containsOnly(entry("text", "a b"), entry("number", "-1.5e+3"), entry("yes", "true"),
				entry("list", JsonText.ARRAY), entry("more", JsonText.ARRAY),
				entry("object", Map.of("a", Map.of(), "b", "c")));
		assertThat(JsonText.members("{}")).isEmpty();
		assertThat(JsonText.members("{\"\":\"\"}")).containsOnly(entry("", ""));
	}

	@Test
	void escapesAreRead() {
		assertThat(JsonText.members("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\ud83d\\uDE00\"}"))
			.containsOnly(entry("a", "\"\\/\b\f\n\r\t\u20ac\ud83d\ude00"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "null", "1", "\"a\"", "[]", "{", "}", "{}x", "{} {}", "{\"a\"}", "{\"a\":}",
			"{\"a\":1,}", "{,}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}",
			"{\"a\":NaN}", "{\"a\":True}", "{\"a\":nul}", "{\"a\":\"b}", "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}",
			"{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":[}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":1 \"b\":2}",
			"{\"a\" 1}", "// {}", "\ufeff{}" })
	void whatIsNoObjectIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.members(text));
	}

	@Test
	void depthIsLimited() {
		assertThat(JsonText.members("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}")).hasSize(1);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> JsonText.members("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
	}

	@Test
	void messagesHaveNothingOfTheText() {
		assertThatIllegalArgumentException().isThrownBy(() -> JsonText.members("{\"a\":secret}"))
			.withMessage("it is not JSON, seen at index 11");
	}

}
