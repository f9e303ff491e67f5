package dev.kvstore.sample.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;

/**
 * The JSON form of a key.
 *
 * @param key the key
 * @param value the value as text if its bytes are UTF-8, otherwise as Base64
 * @param encoding {@code base64}, or {@code null} for text
 * @param version the version
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(String key, String value, @Nullable String encoding, long version) {

	/**
	 * Returns the JSON form of a key without loss of a byte of its value.
	 * @param keyValue the key with its value
	 * @return the JSON form
	 */
	public static Entry of(KeyValue keyValue) {
		byte[] value = keyValue.value();
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
			return new Entry(keyValue.key(), text, null, keyValue.version());
		}
		catch (CharacterCodingException ex) {
			String text = Base64.getEncoder().encodeToString(value);
			return new Entry(keyValue.key(), text, "base64", keyValue.version());
		}
	}

}
