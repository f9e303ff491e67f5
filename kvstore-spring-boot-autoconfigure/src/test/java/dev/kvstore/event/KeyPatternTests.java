package dev.kvstore.event;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link KeyPattern}.
 */
class KeyPatternTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			config/{tenant}/flags/{flag}, config/
			/config/{tenant}/,            config/
			config/app/*,                 config/app/
			config/app-?/x,               config/
			jobs/**,                      jobs/
			**/x,                         /
			{any},                        /
			a/b/c,                        a/b/c
			/a/b/,                        a/b
			""")
	void whatComesBeforeTheFirstVariableIsWatched(String pattern, String watched) {
		assertThat(KeyPattern.of(pattern).watched()).hasToString(watched);
	}

	@Test
	void variablesHaveTheirNamesAndValues() {
		KeyPattern pattern = KeyPattern.of("config/{tenant}/{name:[a-z]{2,3}}-{number:\\d+}/{*rest}");
		assertThat(pattern.variables()).containsExactly("tenant", "name", "number", "rest");
		assertThat(pattern.match("config/t/ab-7/c/d"))
			.isEqualTo(Map.of("tenant", "t", "name", "ab", "number", "7", "rest", "/c/d"));
		assertThat(pattern.match("config/t/abcd-7/c")).isNull();
		assertThat(pattern.match("config/t/u/ab-7/c")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "100%", "%2F", "%41", "a;b=c", "a+b", "a b", "{x}", "*", "?", "a\\b", "ä€", "a%2Fb;c",
			"." + "x" })
	void charactersAreTakenAsTheyAre(String name) {
		assertThat(KeyPattern.of("d/{name}").match("d/" + name)).isEqualTo(Map.of("name", name));
		assertThat(KeyPattern.of("d/{name}/x").match("d/" + name + "/x")).isEqualTo(Map.of("name", name));
		assertThat(KeyPattern.of("d/*/{*rest}").match("d/x/" + name + "/y"))
			.isEqualTo(Map.of("rest", "/" + name + "/y"));
	}

	@Test
	void literalsOfThePatternAreTakenAsTheyAre() {
		assertThat(KeyPattern.of("a%2Fb/{x}/c;d").match("a%2Fb/1/c;d")).isEqualTo(Map.of("x", "1"));
		assertThat(KeyPattern.of("a/{x}/c;d").match("a/1/c")).isNull();
		assertThat(KeyPattern.of("a/{x}/A").match("a/1/a")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "a//{b}", "a/./{b}", "../{b}", "{a}/..", "a/{b", "a/b}", "a/{b}/{b}", "a/{}",
			"a/{:b}", "a/{*b}/c", "a/{b:[}" })
	void whatIsNoPatternIsRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyPattern.of(pattern));
	}

}
