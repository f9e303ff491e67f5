package dev.kvstore.integration;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LockKeys}.
 */
class LockKeysTests {

	@Test
	void noTwoTextsAreTheSameKey() {
		assertThat(
				List.of("", "%", "%%", "/", "%002F", ".", "%002E", "..", "a", "a/", "%0061", "\uD83D", "\uD83E", "?"))
			.extracting(LockKeys::encode)
			.doesNotHaveDuplicates()
			.noneMatch((key) -> key.contains("/"));
	}

	@Test
	void whatNeedsNoEncodingStaysReadable() {
		assertThat(LockKeys.encode("Größe 1:a.b")).isEqualTo("Größe 1:a.b");
	}

}
