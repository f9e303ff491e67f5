package dev.kvstore.api;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LockOptionsTests {

	@Test
	void defaultsTellTheProcess() {
		LockOptions options = LockOptions.defaults();
		assertThat(options.ttl()).isEqualTo(Duration.ofSeconds(30));
		assertThat(options.value()).isEqualTo("pid " + ProcessHandle.current().pid());
	}

	@Test
	void witherChangesOneSettingOfACopy() {
		LockOptions options = LockOptions.defaults();
		assertThat(options.withTtl(Duration.ofSeconds(5)))
			.isEqualTo(new LockOptions(Duration.ofSeconds(5), options.value()));
		assertThat(options.withValue("node 7")).isEqualTo(new LockOptions(options.ttl(), "node 7"));
		assertThat(options).isEqualTo(LockOptions.defaults());
	}

	@ParameterizedTest
	@ValueSource(strings = { "PT0S", "PT-1S" })
	void ttlMustBePositive(Duration ttl) {
		assertThatIllegalArgumentException().isThrownBy(() -> LockOptions.defaults().withTtl(ttl))
			.withMessage("'ttl' must be positive but is " + ttl);
	}

}
