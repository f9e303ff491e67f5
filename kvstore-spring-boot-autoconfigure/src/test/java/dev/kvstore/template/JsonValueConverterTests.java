package dev.kvstore.template;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ParameterizedTypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JsonValueConverter}.
 */
class JsonValueConverterTests {

	private static final String SECRET = "s3cret";

	private static final String READABLE = "{\"number\":1} ";

	private final ValueConverter converter = new JsonValueConverter(
			JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build());

	static Stream<Object> texts() {
		return Stream.of("", " a\n", "\u0000\uFEFFé\uD83D\uDD34", (byte) -128, (short) -1, Integer.MIN_VALUE,
				Long.MIN_VALUE, 0.1f, Float.MIN_VALUE, 0.1 + 0.2, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN,
				Double.NEGATIVE_INFINITY, new BigInteger("-123456789012345678901234567890"),
				new BigDecimal("0.10000000000000000000000000000000000000001"), new BigDecimal("1E+400"),
				new BigDecimal("1.00"), true, false, 'é', TimeUnit.SECONDS, Kind.WITH_BODY, new UUID(1, -1),
				URI.create("http://a/b?c=%20"), Duration.ofNanos(-1), Period.of(1, -2, 3),
				Instant.parse("2026-01-01T00:00:00.000000001Z"), Instant.MAX, LocalDate.of(-5, 1, 1),
				LocalTime.MIDNIGHT, LocalDateTime.MAX, OffsetTime.MIN,
				OffsetDateTime.parse("2026-01-01T00:00:00+05:30"), Year.of(-99999),
				ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 1, ZoneId.of("Europe/Berlin")).withLaterOffsetAtOverlap(),
				Year.of(12345), YearMonth.of(12345, 1), MonthDay.of(2, 29));
	}

	@ParameterizedTest
	@MethodSource("texts")
	void whatIsTextComesBackExactly(Object object) {
		Class<?> type = (object instanceof Enum<?> constant) ? constant.getDeclaringClass() : object.getClass();
		byte[] value = this.converter.write("a", object);
		assertThat(this.converter.read(of(value), type)).isEqualTo(object);
		String text = (object instanceof Enum<?> constant) ? constant.name() : object.toString();
		assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo(text);
	}

	@Test
	void textDoesNotDependOnTheLocale() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
			assertThat(this.converter.write("a", 1234.5)).isEqualTo(utf8("1234.5"));
			assertThat(this.converter.write("a", LocalDate.of(2026, 1, 2))).isEqualTo(utf8("2026-01-02"));
		}
		finally {
			Locale.setDefault(before);
		}
	}

	@Test
	void bytesAreTheValue() {
		byte[] bytes = { 0, -1, (byte) 0xC3 };
		assertThat(this.converter.write("a", bytes)).isEqualTo(bytes);
		assertThat(this.converter.read(of(bytes), byte[].class)).isEqualTo(bytes);
	}

	@Test
	void otherTypesAreJson() {
		Reading reading = new Reading("é\u2028", 0.1 + 0.2, new BigDecimal("1.10"), Instant.EPOCH, Map.of("k", 1L));
		byte[] value = this.converter.write("a", reading);
		assertThat(new String(value, StandardCharsets.UTF_8)).startsWith("{").contains("0.30000000000000004");
		assertThat(this.converter.read(of(value), Reading.class)).isEqualTo(reading);
		ParameterizedTypeReference<List<Reading>> list = new ParameterizedTypeReference<>() {
		};
		assertThat(this.converter.read(of(this.converter.write("a", List.of(reading))), list.getType()))
			.isEqualTo(List.of(reading));
		assertThat(this.converter.write("a", new int[] { 1, 2 })).isEqualTo(utf8("[1,2]"));
		assertThat(this.converter.read(of(utf8(READABLE)), Reading.class)).isInstanceOf(Reading.class);
	}

	@ParameterizedTest
	@MethodSource("misfits")
	void whatIsNoneOfTheTypeIsRefusedWithoutShowingIt(Class<?> type, String text) {
		assertRefused(type, utf8(text));
	}

	static Stream<Object[]> misfits() {
		return Stream.of(new Object[] { Integer.class, SECRET }, new Object[] { Integer.class, "1 " },
				new Object[] { Integer.class, "" }, new Object[] { Integer.class, "1.0" },
				new Object[] { Double.class, "1 " }, new Object[] { Float.class, "\n1" },
				new Object[] { Double.class, "1d" }, new Object[] { Double.class, SECRET },
				new Object[] { Byte.class, "128" }, new Object[] { Boolean.class, "TRUE" },
				new Object[] { Boolean.class, "" }, new Object[] { Character.class, "ab" },
				new Object[] { UUID.class, SECRET }, new Object[] { URI.class, "a b" },
				new Object[] { Instant.class, SECRET }, new Object[] { Duration.class, "5s" },
				new Object[] { TimeUnit.class, "seconds" }, new Object[] { BigDecimal.class, SECRET },
				new Object[] { Reading.class, "" }, new Object[] { Reading.class, "null" },
				new Object[] { Reading.class, "{\"name\":\"" + SECRET + "\"" },
				new Object[] { Reading.class, "{\"number\":\"" + SECRET + "\"}" },
				new Object[] { Reading.class, "{\"number\":1,\"counts\":{\"" + SECRET + "\":\"x\"}}" },
				new Object[] { Reading.class, READABLE + SECRET }, new Object[] { Reading.class, READABLE + READABLE },
				new Object[] { Reading.class, SECRET }, new Object[] { Strict.class, "{\"name\":\"" + SECRET + "\"}" });
	}

	@Test
	void malformedUtf8IsRefusedRatherThanReplaced() {
		byte[] malformed = { '"', (byte) 0xC3, '"' };
		assertRefused(String.class, malformed);
		assertRefused(Integer.class, malformed);
		assertRefused(Reading.class, malformed);
		assertRefused(Reading.class, "{}".getBytes(StandardCharsets.UTF_16));
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.converter.read(of(malformed), String.class))
			.withMessageContaining("byte 1");
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.converter.write("a", "a\uD83D"));
	}

	@Test
	void malformedJsonIsLocated() {
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.converter.read(of(utf8("{\n  \"number\": x}")), Reading.class))
			.withMessageContaining("line 2, column 1");
	}

	@Test
	void aTypeThatJacksonCannotMakeIsNamed() {
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.converter.read(of(utf8("{\"action\":{}}")), Unmapped.class))
			.withMessageContaining(Unmapped.class.getName())
			.withMessageContaining("no mapping for java.lang.Runnable")
			.withNoCause();
	}

	@Test
	void whatJacksonCannotWriteIsRefusedWithoutShowingIt() {
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.converter.write("a", Map.of(SECRET, new Failing("a"))))
			.withMessageContaining("java.util.")
			.withMessageNotContaining(SECRET)
			.withNoCause();
		assertThatExceptionOfType(ValueConversionException.class)
			.isThrownBy(() -> this.converter.write("a", new Failing("a")))
			.withMessageContaining(Failing.class.getName())
			.withMessageNotContaining(SECRET)
			.withNoCause();
	}

	private void assertRefused(Class<?> type, byte[] value) {
		assertThatExceptionOfType(ValueConversionException.class).isThrownBy(() -> this.converter.read(of(value), type))
			.withMessageContaining("'flags/a'")
			.withMessageContaining(type.getName())
			.withMessageNotContaining(SECRET)
			.withNoCause()
			.satisfies((ex) -> assertThat(ex.getSuppressed()).isEmpty());
	}

	private static KeyValue of(byte[] value) {
		return new KeyValue("flags/a", value, 1);
	}

	private static byte[] utf8(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	record Reading(String name, double number, BigDecimal amount, Instant at, Map<String, Long> counts) {

	}

	record Strict(String name) {

		Strict {
			throw new IllegalArgumentException(name);
		}

	}

	record Unmapped(Runnable action) {

	}

	record Failing(String name) {

		@Override
		public String name() {
			throw new IllegalStateException(SECRET);
		}

	}

	enum Kind {

		WITH_BODY {

			@Override
			public String toString() {
				return "another text";
			}

		}

	}

}
