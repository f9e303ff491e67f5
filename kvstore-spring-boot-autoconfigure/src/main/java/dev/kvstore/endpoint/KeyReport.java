package dev.kvstore.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;

/**
 * A key.
 *
 * @param key the key
 * @param version its version
 * @param size the number of bytes of its value
 * @param value its value as text, {@code null} if it is not shown or is larger than 16
 * KiB
 * @param encoding {@code base64} if the value is not UTF-8, otherwise {@code null}
 */
public record KeyReport(String key, long version, int size, @Nullable String value, @Nullable String encoding) {

	static final int MAX_VALUE_SIZE = 16 * 1024;

	static KeyReport of(KeyValue keyValue, boolean showValue) {
		byte[] value = keyValue.value();
		if (!showValue || value.length > MAX_VALUE_SIZE) {
			return new KeyReport(keyValue.key(), keyValue.version(), value.length, null, null);
		}
		String text = text(value);
		return new KeyReport(keyValue.key(), keyValue.version(), value.length,
				(text != null) ? text : Base64.getEncoder().encodeToString(value), (text != null) ? null : "base64");
	}

	private static @Nullable String text(byte[] value) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
