package dev.kvstore.event;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Which keys a method is called for.
 */
interface KeyPattern {

	/**
	 * Reads a pattern.
	 * @param text the pattern without placeholders
	 * @return the pattern
	 * @throws IllegalArgumentException if no key could match it
	 * @throws NoClassDefFoundError if it has variables or wildcards and spring-web is
	 * missing
	 */
	static KeyPattern of(String text) {
		PatternSegments segments = PatternSegments.of(text);
		return segments.isKey() ? new LiteralKeyPattern(segments.watched()) : PathKeyPattern.of(segments);
	}

	WatchedPath watched();

	Set<String> variables();

	/**
	 * Matches a key in what is watched.
	 * @param key the key in canonical form
	 * @return the variables' values, or {@code null} if it does not match
	 */
	@Nullable Map<String, String> match(String key);

	/**
	 * One key.
	 *
	 * @param watched the key
	 */
	record LiteralKeyPattern(WatchedPath watched) implements KeyPattern {

		@Override
		public Set<String> variables() {
			return Set.of();
		}

		@Override
		public Map<String, String> match(String key) {
			return Map.of();
		}

	}

}
