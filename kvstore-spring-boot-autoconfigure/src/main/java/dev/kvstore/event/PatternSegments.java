package dev.kvstore.event;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern of keys, split at the slashes.
 *
 * @param all the segments
 */
record PatternSegments(List<String> all) {

	private static final Pattern SYNTAX = Pattern.compile("[{}*?]");

	private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([^:}]*)");

	/**
	 * Splits a pattern.
	 * @param text the pattern, as a key with or without a slash at its ends
	 * @return the segments
	 * @throws IllegalArgumentException if there is one that no key has
	 */
	static PatternSegments of(String text) {
		String path = WatchedPath.key(text).path();
		List<String> segments = List.of(path.split("/", -1));
		for (String segment : segments) {
			if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
				throw new IllegalArgumentException("no key has a segment '" + segment + "'");
			}
		}
		return new PatternSegments(segments);
	}

	boolean isKey() {
		return literals() == this.all.size();
	}

	private int literals() {
		return (int) this.all.stream().takeWhile((segment) -> !SYNTAX.matcher(segment).find()).count();
	}

	WatchedPath watched() {
		return isKey() ? WatchedPath.key(path())
				: WatchedPath.directory(String.join("/", this.all.subList(0, literals())));
	}

	String path() {
		return String.join("/", this.all);
	}

	/**
	 * Returns the names of the variables of a pattern that is otherwise well-formed.
	 * @return the names
	 * @throws IllegalArgumentException if a variable has none
	 */
	Set<String> variables() {
		Set<String> names = new LinkedHashSet<>();
		for (String segment : this.all) {
			int end = 0;
			Matcher variable = VARIABLE.matcher(segment);
			while (variable.find(end)) {
				if (variable.group(1).isEmpty()) {
					throw new IllegalArgumentException("a variable has no name");
				}
				names.add(variable.group(1));
				end = endOfVariable(segment, variable.start());
			}
		}
		return names;
	}

	// the expression of a variable may have braces, in pairs
	private static int endOfVariable(String segment, int start) {
		int depth = 0;
		for (int index = start; index < segment.length(); index++) {
			char character = segment.charAt(index);
			depth += (character == '{') ? 1 : (character == '}') ? -1 : 0;
			if (depth == 0) {
				return index;
			}
		}
		return segment.length();
	}

}
