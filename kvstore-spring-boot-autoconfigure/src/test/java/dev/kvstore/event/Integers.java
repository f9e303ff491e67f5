package dev.kvstore.event;

import java.lang.reflect.Type;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads numbers, and never shows what is none.
 */
final class Integers implements ValueConverter {

	@Override
	public byte[] write(String key, Object object) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Object read(KeyValue keyValue, Type type) {
		assertThat(type).isEqualTo(Integer.class);
		try {
			return Integer.valueOf(keyValue.asString());
		}
		catch (NumberFormatException ex) {
			throw ValueConversionException.reading(keyValue.key(), type, "it is no number");
		}
	}

}
