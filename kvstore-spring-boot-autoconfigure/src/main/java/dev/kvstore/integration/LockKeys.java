package dev.kvstore.integration;

/**
 * Makes a segment of a store's key of any text, a different one of each: characters that
 * it cannot have, and {@code %}, are written as their numbers.
 */
final class LockKeys {

	private LockKeys() {
	}

	static String encode(String text) {
		if (text.isEmpty()) {
			return "%";
		}
		boolean dots = text.equals(".") || text.equals("..");
		StringBuilder encoded = new StringBuilder(text.length());
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (dots || !isPlain(character)) {
				encoded.append("%%%04X".formatted((int) character));
			}
			else {
				encoded.append(character);
			}
		}
		return encoded.toString();
	}

	private static boolean isPlain(char character) {
		return character > 0x1F && (character < 0x7F || character > 0x9F) && (character < 0xD800 || character > 0xF8FF)
				&& character < 0xFFF0 && character != '/' && character != '%';
	}

}
