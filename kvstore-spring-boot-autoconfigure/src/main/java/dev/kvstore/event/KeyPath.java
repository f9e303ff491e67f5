package dev.kvstore.event;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.server.PathContainer;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A key as a path for patterns. Other than the path of a URL it has its characters as
 * they are: nothing is decoded, and what follows a semicolon belongs to the name.
 *
 * @param value the key with a slash in front
 * @param elements its segments, each behind a slash
 */
record KeyPath(String value, List<Element> elements) implements PathContainer {

	private static final Separator SLASH = () -> "/";

	private static final MultiValueMap<String, String> NO_PARAMETERS = CollectionUtils
		.unmodifiableMultiValueMap(new LinkedMultiValueMap<>());

	static KeyPath of(String key) {
		List<Element> elements = new ArrayList<>();
		for (String segment : key.split("/", -1)) {
			elements.add(SLASH);
			elements.add(new Segment(segment));
		}
		return new KeyPath("/" + key, elements);
	}

	/**
	 * What is between two slashes.
	 *
	 * @param value the text
	 */
	private record Segment(String value) implements PathSegment {

		@Override
		public String valueToMatch() {
			return this.value;
		}

		@Override
		public char[] valueToMatchAsChars() {
			return this.value.toCharArray();
		}

		@Override
		public MultiValueMap<String, String> parameters() {
			return NO_PARAMETERS;
		}

	}

}
