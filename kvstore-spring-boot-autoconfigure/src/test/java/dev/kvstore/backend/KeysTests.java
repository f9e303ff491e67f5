package dev.kvstore.backend;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Keys}.
 */
class KeysTests {

	@ParameterizedTest
	@CsvSource({ "a, a", "/a, a", "a/, a", "/a/, a", "a/b/c, a/b/c", "/a/b/, a/b" })
	void oneLeadingAndOneTrailingSlashAreDropped(String written, String canonical) {
		assertThat(Keys.key(written)).isEqualTo(canonical);
		assertThat(Keys.directory(written)).isEqualTo(canonical);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/" })
	void rootIsADirectoryAndNotAKey(String root) {
		assertThat(Keys.directory(root)).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.key(root)).withMessage("'key' must not be empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "//", "///", "//a", "a//", "a//b", "//a/b", "a/b//", ".", "..", "/./", "a/../b", "a/.",
			"../a", ".kvstore", ".kvstore/a", "/.kvstore/", "zookeeper", "zookeeper/quota" })
	void badSegmentsAreRefused(String written) {
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.key(written)).withMessageContaining("'" + written);
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.directory(written))
			.withMessageStartingWith("'directory' must not");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x0, 0xA, 0x1F, 0x7F, 0x9F, 0xD800, 0xDBFF, 0xDC00, 0xE000, 0xF8FF, 0xFFF0, 0xFFFD, 0xFFFF })
	void charactersThatAServerRefusesAreRefused(int character) {
		String written = "a" + (char) character;
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.key(written))
			.withMessage("'key' must not contain U+%04X, which it does at index 1", character);
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.directory(written));
	}

	@Test
	void supplementaryCharactersAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.key("\uD83D\uDE00"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x20, 0x7E, 0xA0, 0xD7FF, 0xF900, 0xFFEF })
	void charactersAtTheBordersAreTaken(int character) {
		String written = "a" + (char) character;
		assertThat(Keys.key(written)).isEqualTo(written);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%2F", "a?b", "a#b", "a+b", " ", "a b", "...", "a.b", ".a", "a\\b", "a:b", "{a}", "\u00E4",
			"a/.kvstore", "a/zookeeper", "zookeeper2", ".kvstores/a" })
	void otherTextIsTakenAsItIs(String written) {
		assertThat(Keys.key(written)).isEqualTo(written);
		assertThat(Keys.directory(written)).isEqualTo(written);
	}

	@ParameterizedTest
	@NullAndEmptySource
	void missingKeyIsRefused(@Nullable String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.key(key)).withMessageStartingWith("'key' must not");
	}

	@ParameterizedTest
	@NullSource
	void missingDirectoryIsRefused(@Nullable String directory) {
		assertThatIllegalArgumentException().isThrownBy(() -> Keys.directory(directory))
			.withMessage("'directory' must not be null");
	}

	@ParameterizedTest
	@CsvSource({ "a, '', true", "app/x, app, true", "app/x/y, app, true", "app/x/y, app/x, true", "app, app, false",
			"app2/x, app, false", "ap, app, false", "x/app, app, false" })
	void belowMeansStrictlyBelow(String key, String directory, boolean below) {
		assertThat(Keys.isBelow(key, directory)).isEqualTo(below);
	}

}
