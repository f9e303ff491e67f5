package dev.kvstore.api;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PutOptionsTests {

	@Test
	void noneHasNoTtl() {
		assertThat(PutOptions.none()).isEqualTo(new PutOptions(null, false));
	}

	@Test
	void ttlIsNotKeptAlive() {
		assertThat(PutOptions.ttl(Duration.ofSeconds(5))).isEqualTo(new PutOptions(Duration.ofSeconds(5), false));
	}

	@Test
	void withKeepAliveLeavesTheOriginalAsItWas() {
		PutOptions options = PutOptions.ttl(Duration.ofSeconds(5));
		assertThat(options.withKeepAlive()).isEqualTo(new PutOptions(Duration.ofSeconds(5), true));
		assertThat(options.keepAlive()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-0.000000001S", "PT-5S" })
	void ttlMustBePositive(Duration ttl) {
		assertThatIllegalArgumentException().isThrownBy(() -> PutOptions.ttl(ttl))
			.withMessage("'ttl' must be positive but is " + ttl);
	}

	@Test
	void keepAliveNeedsATtl() {
		assertThatIllegalArgumentException().isThrownBy(() -> PutOptions.none().withKeepAlive())
			.withMessage("'keepAlive' needs a 'ttl'");
	}

}
