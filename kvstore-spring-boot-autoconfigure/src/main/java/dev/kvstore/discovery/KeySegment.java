package dev.kvstore.discovery;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.springframework.util.StringUtils;

/**
 * A name as a segment of a key: what no segment can have is percent-encoded, in one way
 * only.
 */
final class KeySegment {

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private KeySegment() {
	}

	static String encode(String name) {
		if (name.equals(".") || name.equals("..")) {
			return name.replace(".", "%2E");
		}
		StringBuilder segment = new StringBuilder();
		name.codePoints().forEach((point) -> append(segment, point));
		return segment.toString();
	}

	private static void append(StringBuilder segment, int point) {
		if (isPlain(point)) {
			segment.appendCodePoint(point);
			return;
		}
		for (byte part : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
			segment.append('%').append(HEX.toHexDigits(part));
		}
	}

	private static boolean isPlain(int point) {
		return point > 0x1F && point != '/' && point != '%' && !(point >= 0x7F && point <= 0x9F)
				&& !(point >= 0xD800 && point <= 0xF8FF) && point < 0xFFF0;
	}

	/**
	 * Reads a segment back.
	 * @param segment the segment
	 * @return the name
	 * @throws IllegalArgumentException if no name is encoded like that
	 */
	static String decode(String segment) {
		String name = StringUtils.uriDecode(segment, StandardCharsets.UTF_8);
		if (!encode(name).equals(segment)) {
			throw new IllegalArgumentException("'" + segment + "' is not encoded as names are");
		}
		return name;
	}

}
