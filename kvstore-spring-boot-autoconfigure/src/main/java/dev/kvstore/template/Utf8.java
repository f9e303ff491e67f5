package dev.kvstore.template;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;

/**
 * Text as UTF-8. What is malformed is refused rather than replaced.
 */
final class Utf8 {

	private Utf8() {
	}

	static byte[] encode(String key, Type type, CharSequence text) {
		try {
			ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
			byte[] value = new byte[encoded.remaining()];
			encoded.get(value);
			return value;
		}
		catch (CharacterCodingException ex) {
			throw ValueConversionException.writing(key, type, "it has a surrogate without its pair");
		}
	}

	static String decode(KeyValue keyValue, Type type) {
		ByteBuffer encoded = ByteBuffer.wrap(keyValue.value());
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
		}
		catch (CharacterCodingException ex) {
			throw ValueConversionException.reading(keyValue.key(), type,
					"it is no UTF-8 from byte " + encoded.position() + " on");
		}
	}

}
