package dev.kvstore.discovery;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.json.GsonJsonParser;
import org.springframework.boot.json.JsonParser;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.cloud.client.DefaultServiceInstance;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.KeyValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link InstanceEntry}, {@link InstanceKey} and {@link InstanceUri}.
 */
class InstanceEntryTests {

	@Test
	void isWrittenAsReadableJson() {
		Map<String, String> metadata = new LinkedHashMap<>();
		metadata.put("zone", "a");
		metadata.put("management.port", "8081");
		InstanceEntry entry = new InstanceEntry("10.0.0.1", 8080, false, "UP", metadata, "id");
		assertThat(new String(entry.bytes(), StandardCharsets.UTF_8)).isEqualTo("""
				{"host":"10.0.0.1","port":8080,"secure":false,"status":"UP",\
				"metadata":{"zone":"a","management.port":"8081"},"registration":"id"}""");
		assertThat(InstanceEntry.of(stored(entry.bytes()))).isEqualTo(entry);
	}

	@Test
	void anyTextIsWrittenAndReadAsOtherLibrariesDo() {
		StringBuilder text = new StringBuilder();
		for (int character = 0; character < 0xD800; character++) {
			text.append((char) character);
		}
		text.append("\ue000\uffff\ud83d\ude00\udbff\udfff");
		InstanceEntry entry = new InstanceEntry("h", 0, true, "UP", Map.of("\"\n\u20ac", text.toString()), null);
		assertThat(InstanceEntry.of(stored(entry.bytes()))).isEqualTo(entry);
		JsonMapper mapper = JsonMapper.shared();
		assertThat(mapper.readTree(entry.bytes()).get("metadata").get("\"\n\u20ac").asString())
			.isEqualTo(text.toString());
		byte[] foreign = mapper.writeValueAsBytes(mapper.readTree(entry.bytes()));
		assertThat(InstanceEntry.of(stored(foreign))).isEqualTo(entry);
	}

	@ParameterizedTest
	@MethodSource("parsers")
	void hostAndPortAreEnough(JsonParser parser) {
		assertThat(InstanceEntry.of(
				stored("""
						{"port":1,"host":"h","more":[],"status":null,"metadata":{"n":1,"s":"2","d":1.5,"b":true,"l":[],"z":null}}"""),
				parser))
			.isEqualTo(
					new InstanceEntry("h", 1, false, "UP", Map.of("n", "1", "s", "2", "d", "1.5", "b", "true"), null));
	}

	@ParameterizedTest
	@MethodSource("parsers")
	void whatWasWrittenIsRead(JsonParser parser) {
		InstanceEntry entry = new InstanceEntry("h", 65535, true, "OUT_OF_SERVICE",
				Map.of("a/\"\\b", "\t\u0000\u20ac{}[],:\ud83d\ude00"), "id");
		assertThat(InstanceEntry.of(stored(entry.bytes()), parser)).isEqualTo(entry);
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void whatLacksAnAddressIsRefused(String text, JsonParser parser) {
		assertThatIllegalArgumentException().isThrownBy(() -> InstanceEntry.of(stored(text), parser));
	}

	@ParameterizedTest
	@MethodSource("parsers")
	void messagesHaveNothingOfTheValue(JsonParser parser) {
		assertThatIllegalArgumentException().isThrownBy(() -> InstanceEntry.of(stored("{\"host\":}secret"), parser))
			.withMessage("it is no object in JSON")
			.withNoCause();
	}

	static Stream<JsonParser> parsers() {
		return Stream.of(JsonParserFactory.getJsonParser(), new GsonJsonParser());
	}

	static Stream<Arguments> malformed() {
		return Stream
			.of("", "null", "1", "[]", "{", "{}", "{\"host\":\"h\"}", "{\"port\":1}", "{\"host\":\"\",\"port\":1}",
					"{\"host\":1.5,\"port\":1}", "{\"host\":{},\"port\":1}", "{\"host\":\"h\",\"port\":-1}",
					"{\"host\":\"h\",\"port\":65536}", "{\"host\":\"h\",\"port\":1.5}",
					"{\"host\":\"h\",\"port\":99999999999}", "{\"host\":\"h\",\"port\":\"1\"}",
					"{\"host\":\"h\",\"port\":1,\"status\":{}}", "[".repeat(100_000))
			.flatMap((text) -> parsers().map((parser) -> Arguments.of(text, parser)));
	}

	@Test
	void whatIsNotUtf8IsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InstanceEntry.of(stored(new byte[] { '{', '"', (byte) 0xC3, '"', ':', '1', '}' })));
	}

	@ParameterizedTest
	@CsvSource({ "UP, true", "up, true", "OUT_OF_SERVICE, false", "DOWN, false", "x, false" })
	void onlyWhatIsUpWantsToBeCalled(String status, boolean expected) {
		assertThat(new InstanceEntry("h", 1, false, status, Map.of(), null).isUp()).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", ".", "..", "...", "a/b", "%", "%2F", "a b+c?#", "\u0000\u001f\u007f\u009f",
			"\ue000\ufff0\uffff", "\ud83d\ude00", "\u20ac" })
	void eachNameHasOneSegmentOfItsOwn(String name) {
		String segment = KeySegment.encode(name);
		assertThat(segment).doesNotContain("/").isNotIn(".", "..");
		assertThat(segment.codePoints()).noneMatch((point) -> point < 0x20 || point >= 0xFFF0);
		assertThat(KeySegment.decode(segment)).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%", "%2", "%zz", "%2f", "%41", "%C3", "a%", "%2E%2Ea" })
	void segmentsThatNoNameHasAreRefused(String segment) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeySegment.decode(segment));
	}

	@ParameterizedTest
	@CsvSource({ "h, 80, http://h:80", "::1, 8080, http://[::1]:8080", "[::1], 1, http://[::1]:1",
			"my_host, 1, http://my_host:1", "h, 0, http://h:80" })
	void uriHasHostAndPort(String host, int port, String uri) {
		assertThat(InstanceUri.of(new DefaultServiceInstance("i", "s", host, port, false))).hasToString(uri);
	}

	private static KeyValue stored(String text) {
		return stored(text.getBytes(StandardCharsets.UTF_8));
	}

	private static KeyValue stored(byte[] value) {
		return new KeyValue("services/a/b", value, 1);
	}

}
