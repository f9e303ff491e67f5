package dev.kvstore.template;

import java.lang.reflect.Type;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;

/**
 * Converts what needs no library, as {@link JsonValueConverter} does, and refuses other
 * types.
 */
public final class TextValueConverter implements ValueConverter {

	private static final String ADVICE = "objects need Jackson, so add org.springframework.boot:spring-boot-starter-jackson "
			+ "or declare a ValueConverter bean";

	@Override
	public byte[] write(String key, Object object) {
		return TextValues.write(key, object)
			.orElseThrow(() -> ValueConversionException.writing(key, object.getClass(), ADVICE));
	}

	@Override
	public Object read(KeyValue keyValue, Type type) {
		return TextValues.read(keyValue, type)
			.orElseThrow(() -> ValueConversionException.reading(keyValue.key(), type, ADVICE));
	}

}
