package dev.kvstore.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ValueConversionException}.
 */
class ValueConversionExceptionTests {

	@Test
	void readingNamesKeyAndType() {
		ValueConversionException exception = ValueConversionException.reading("flags/a", Integer.class, "no number");
		assertThat(exception).hasMessage("The value of 'flags/a' does not convert to java.lang.Integer: no number")
			.hasNoCause();
		assertThat(exception.key()).isEqualTo("flags/a");
		assertThat(exception.type()).isEqualTo(Integer.class);
	}

	@Test
	void writingNamesKeyAndType() {
		assertThat(ValueConversionException.writing("flags/a", Object.class, "has no properties"))
			.hasMessage("A value for 'flags/a' cannot be made of java.lang.Object: has no properties");
	}

}
