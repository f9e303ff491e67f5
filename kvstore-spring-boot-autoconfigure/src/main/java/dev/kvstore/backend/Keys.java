package dev.kvstore.backend;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The one form of keys and directories on every backend: {@code a/b/c}.
 */
public final class Keys {

	private static final Set<String> RESERVED = Set.of(".kvstore", "zookeeper");

	private Keys() {
	}

	/**
	 * Brings a key into canonical form.
	 * @param key the key as the caller wrote it
	 * @return the key without a leading or trailing slash
	 * @throws IllegalArgumentException if it is not a key
	 */
	public static String key(@Nullable String key) {
		String canonical = canonical("key", key);
		if (canonical.isEmpty()) {
			throw new IllegalArgumentException("'key' must not be empty");
		}
		return canonical;
	}

	/**
	 * Brings a directory into canonical form.
	 * @param directory the directory as the caller wrote it
	 * @return the directory without a leading or trailing slash, empty for the root
	 * @throws IllegalArgumentException if it is not a directory
	 */
	public static String directory(@Nullable String directory) {
		return canonical("directory", directory);
	}

	/**
	 * Tells whether a key is strictly below a directory, both in canonical form.
	 * @param key the key
	 * @param directory the directory, empty for the root
	 * @return {@code false} also for the directory's own key
	 */
	public static boolean isBelow(String key, String directory) {
		int length = directory.length();
		return length == 0 || (key.length() > length && key.charAt(length) == '/' && key.startsWith(directory));
	}

	private static String canonical(String name, @Nullable String path) {
		if (path == null) {
			throw new IllegalArgumentException("'" + name + "' must not be null");
		}
		checkCharacters(name, path);
		if (path.isEmpty() || path.equals("/")) {
			return "";
		}
		int start = path.startsWith("/") ? 1 : 0;
		int end = path.endsWith("/") ? path.length() - 1 : path.length();
		String canonical = path.substring(start, Math.max(start, end));
		checkSegments(name, path, canonical);
		return canonical;
	}

	private static void checkCharacters(String name, String path) {
		for (int i = 0; i < path.length(); i++) {
			if (isRefused(path.charAt(i))) {
				throw new IllegalArgumentException("'%s' must not contain U+%04X, which it does at index %d"
					.formatted(name, (int) path.charAt(i), i));
			}
		}
	}

	private static boolean isRefused(char character) {
		return character <= 0x1F || (character >= 0x7F && character <= 0x9F)
				|| (character >= 0xD800 && character <= 0xF8FF) || character >= 0xFFF0;
	}

	private static void checkSegments(String name, String path, String canonical) {
		int start = 0;
		for (int end = canonical.indexOf('/'); start <= canonical.length(); end = canonical.indexOf('/', start)) {
			int next = (end >= 0) ? end : canonical.length();
			checkSegment(name, path, canonical.substring(start, next), start == 0);
			start = next + 1;
		}
	}

	private static void checkSegment(String name, String path, String segment, boolean first) {
		if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
			throw new IllegalArgumentException(
					"'" + name + "' must not have a segment '" + segment + "' but is '" + path + "'");
		}
		if (first && RESERVED.contains(segment)) {
			throw new IllegalArgumentException(
					"'" + name + "' must not begin with the reserved segment '" + segment + "' but is '" + path + "'");
		}
	}

}
