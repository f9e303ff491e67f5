package dev.kvstore.template;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.ValueConverter;

/**
 * A converter for one type.
 *
 * @param converter the converter
 * @param type the type of its objects
 * @param <T> the type
 */
record Conversion<T>(ValueConverter converter, Type type) {

	@SuppressWarnings("unchecked") // a converter returns instances of the type
	T read(KeyValue keyValue) {
		@Nullable Object object = this.converter.read(keyValue, this.type);
		if (object == null) {
			throw ValueConversionException.reading(keyValue.key(), this.type, "its converter made nothing of it");
		}
		return (T) object;
	}

	byte[] write(String key, T object) {
		Assert.notNull(object, "'object' must not be null");
		return this.converter.write(canonical(key), object);
	}

	Entry<T> entry(KeyValue keyValue) {
		return new Entry<>(keyValue.key(), read(keyValue), keyValue.version());
	}

	ValueConversionException failure(KeyValue keyValue, Throwable cause) {
		return (cause instanceof ValueConversionException failure) ? failure : ValueConversionException
			.reading(keyValue.key(), this.type, "its converter failed with a " + cause.getClass().getName());
	}

	// the store refuses what is no key
	static String canonical(String key) {
		Assert.notNull(key, "'key' must not be null");
		int start = key.startsWith("/") ? 1 : 0;
		int end = key.endsWith("/") ? key.length() - 1 : key.length();
		return key.substring(start, Math.max(start, end));
	}

}
