package dev.kvstore.template;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
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
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;

/**
 * The types whose values are the bytes themselves or plain text, in the one form of each
 * that comes back exactly, whatever the locale. Answers are empty for other types.
 */
final class TextValues {

	private static final Map<Class<?>, Function<String, Object>> PARSERS = parsers();

	private TextValues() {
	}

	private static Map<Class<?>, Function<String, Object>> parsers() {
		Map<Class<?>, Function<String, Object>> parsers = new HashMap<>();
		parsers.put(Byte.class, Byte::valueOf);
		parsers.put(Short.class, Short::valueOf);
		parsers.put(Integer.class, Integer::valueOf);
		parsers.put(Long.class, Long::valueOf);
		parsers.put(Float.class, (text) -> Float.valueOf(decimal(text)));
		parsers.put(Double.class, (text) -> Double.valueOf(decimal(text)));
		parsers.put(BigInteger.class, BigInteger::new);
		parsers.put(BigDecimal.class, BigDecimal::new);
		parsers.put(Boolean.class, TextValues::booleanOf);
		parsers.put(Character.class, TextValues::characterOf);
		parsers.put(UUID.class, UUID::fromString);
		parsers.put(URI.class, URI::create);
		parsers.put(Duration.class, Duration::parse);
		parsers.put(Period.class, Period::parse);
		parsers.put(Instant.class, Instant::parse);
		parsers.put(LocalDate.class, LocalDate::parse);
		parsers.put(LocalTime.class, LocalTime::parse);
		parsers.put(LocalDateTime.class, LocalDateTime::parse);
		parsers.put(OffsetTime.class, OffsetTime::parse);
		parsers.put(OffsetDateTime.class, OffsetDateTime::parse);
		parsers.put(ZonedDateTime.class, ZonedDateTime::parse);
		parsers.put(Year.class, (text) -> Year.of(Integer.parseInt(text)));
		parsers.put(YearMonth.class, TextValues::yearMonthOf);
		parsers.put(MonthDay.class, MonthDay::parse);
		return Map.copyOf(parsers);
	}

	static Optional<byte[]> write(String key, Object object) {
		if (object instanceof byte[] bytes) {
			return Optional.of(bytes);
		}
		@Nullable CharSequence text = text(object);
		return (text != null) ? Optional.of(Utf8.encode(key, object.getClass(), text)) : Optional.empty();
	}

	private static @Nullable CharSequence text(Object object) {
		if (object instanceof CharSequence text) {
			return text;
		}
		if (object instanceof Enum<?> constant) {
			return constant.name();
		}
		return PARSERS.containsKey(object.getClass()) ? object.toString() : null;
	}

	static Optional<Object> read(KeyValue keyValue, Type type) {
		if (type == byte[].class) {
			return Optional.of(keyValue.value());
		}
		if (type == String.class || type == CharSequence.class) {
			return Optional.of(Utf8.decode(keyValue, type));
		}
		if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
			return Optional.of(constant(keyValue, enumeration));
		}
		@Nullable Function<String, Object> parser = PARSERS.get(type);
		return (parser != null) ? Optional.of(parsed(keyValue, type, parser)) : Optional.empty();
	}

	private static Object constant(KeyValue keyValue, Class<?> enumeration) {
		String name = Utf8.decode(keyValue, enumeration);
		Object[] constants = enumeration.getEnumConstants();
		return Arrays.stream(constants)
			.filter((constant) -> ((Enum<?>) constant).name().equals(name))
			.findFirst()
			.orElseThrow(() -> ValueConversionException.reading(keyValue.key(), enumeration,
					"it is none of the " + constants.length + " names"));
	}

	private static Object parsed(KeyValue keyValue, Type type, Function<String, Object> parser) {
		try {
			return parser.apply(Utf8.decode(keyValue, type));
		}
		catch (IllegalArgumentException | DateTimeException | ArithmeticException ex) {
			throw ValueConversionException.reading(keyValue.key(), type, "it is not the text of one");
		}
	}

	// the JDK's parsers of floating point also take spaces around it and a suffix
	private static String decimal(String text) {
		if (!text.equals(text.strip()) || text.matches(".*[dDfF]")) {
			throw new IllegalArgumentException("not a plain number");
		}
		return text;
	}

	// the JDK writes years after 9999 without the sign that it asks for
	private static Object yearMonthOf(String text) {
		return YearMonth.parse(text.matches("[0-9]{5,}-.*") ? "+" + text : text);
	}

	private static Object booleanOf(String text) {
		if (!text.equals("true") && !text.equals("false")) {
			throw new IllegalArgumentException("neither true nor false");
		}
		return text.equals("true");
	}

	private static Object characterOf(String text) {
		if (text.length() != 1) {
			throw new IllegalArgumentException("not one character");
		}
		return text.charAt(0);
	}

}
