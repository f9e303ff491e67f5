package dev.kvstore.config;

import java.util.regex.Pattern;

/**
 * Makes the names of properties of keys: {@code a/b/0} is {@code a.b[0]}.
 */
final class PropertyName {

	private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]*");

	private PropertyName() {
	}

	static String of(String path) {
		StringBuilder name = new StringBuilder();
		for (String segment : path.split("/", -1)) {
			if (name.isEmpty()) {
				name.append(segment);
			}
			else if (INDEX.matcher(segment).matches()) {
				name.append('[').append(segment).append(']');
			}
			else {
				name.append('.').append(segment);
			}
		}
		return name.toString();
	}

}
