package dev.kvstore.backend;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Endpoint}.
 */
class EndpointTests {

	@Test
	void whatIsShownCanBeReadAgain() {
		for (String text : new String[] { "http://a:1", "https://b.c:2", "https://[::1]:3" }) {
			assertThat(Endpoint.parse(text, false)).hasToString(text);
		}
	}

	@Test
	void authorityHasBracketsAroundAnAddressOfVersion6() {
		assertThat(new Endpoint(true, "::1", 3).authority()).isEqualTo("[::1]:3");
		assertThat(new Endpoint(false, "a", 1).authority()).isEqualTo("a:1");
	}

}
