package dev.kvstore.backend.consul;

import java.nio.charset.StandardCharsets;

/**
 * Keys in URLs, percent-encoded here because the client mangles them.
 */
final class KvPaths {

	private static final String HEX = "0123456789ABCDEF";

	private static final String UNRESERVED = "-._~";

	private KvPaths() {
	}

	static String path(String key) {
		return "/v1/kv/" + encode(key, true);
	}

	/**
	 * Tells whether an agent takes a key in a URL: it refuses what it cannot print, and
	 * what that is depends on its version.
	 * @param key the key
	 * @return {@code false} if it can be named in a body only
	 */
	static boolean isPlain(String key) {
		return key.chars().allMatch((character) -> character >= ' ' && character <= '~');
	}

	/**
	 * Returns what the keys strictly below a directory begin with.
	 * @param directory the directory, empty for the root
	 * @return the prefix
	 */
	static String prefix(String directory) {
		return directory.isEmpty() ? "" : directory + "/";
	}

	/**
	 * Encodes a key into one segment of another.
	 * @param key the key
	 * @return the segment
	 */
	static String segment(String key) {
		return encode(key, false);
	}

	private static String encode(String text, boolean slashes) {
		StringBuilder encoded = new StringBuilder(text.length() + 16);
		for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
			char character = (char) (octet & 0xFF);
			if (isUnreserved(character) || (slashes && character == '/')) {
				encoded.append(character);
			}
			else {
				encoded.append('%').append(HEX.charAt(character >> 4)).append(HEX.charAt(character & 0xF));
			}
		}
		return encoded.toString();
	}

	private static boolean isUnreserved(char character) {
		return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z')
				|| (character >= '0' && character <= '9') || UNRESERVED.indexOf(character) >= 0;
	}

}
