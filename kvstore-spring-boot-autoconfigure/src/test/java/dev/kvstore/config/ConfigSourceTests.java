package dev.kvstore.config;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.kvstore.config.ConfigSource.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfigSource}.
 */
class ConfigSourceTests {

	@Test
	void whatIsFurthestFromTheStoreCounts() {
		assertThat(furthest(Kind.STORE, Kind.STORE)).isEqualTo(Kind.STORE);
		assertThat(furthest(Kind.STORE, Kind.SNAPSHOT, Kind.STORE)).isEqualTo(Kind.SNAPSHOT);
		assertThat(furthest(Kind.SNAPSHOT, Kind.NONE, Kind.STORE)).isEqualTo(Kind.NONE);
	}

	@Test
	void nothingComesFromNowhere() {
		assertThat(ConfigSource.furthest(Stream.empty()).kind()).isEqualTo(Kind.NONE);
	}

	private static Kind furthest(Kind... kinds) {
		return ConfigSource.furthest(Arrays.stream(kinds).map(ConfigSource::of)).kind();
	}

}
