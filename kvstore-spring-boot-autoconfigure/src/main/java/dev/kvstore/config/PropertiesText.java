package dev.kvstore.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks through the text of a properties file for what cannot be read.
 */
final class PropertiesText {

	private static final Pattern MALFORMED = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9a-fA-F]{4})");

	private PropertiesText() {
	}

	/**
	 * Returns where an escaped character is malformed.
	 * @param text the text
	 * @return the number of the line, zero if there is none
	 */
	static int malformedLine(String text) {
		List<String> lines = text.lines().toList();
		for (int line = 0; line < lines.size(); line++) {
			String stripped = lines.get(line).strip();
			if (!stripped.startsWith("#") && !stripped.startsWith("!") && MALFORMED.matcher(stripped).find()) {
				return line + 1;
			}
		}
		return 0;
	}

}
