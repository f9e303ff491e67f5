package dev.kvstore.sample.keys;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What a request requires of the key that it writes.
 */
sealed interface Precondition {

	/**
	 * Reads the conditional headers of a request that writes.
	 * @param ifMatch the header, if it is there
	 * @param ifNoneMatch the header, if it is there
	 * @return the precondition
	 * @throws IllegalArgumentException if they are not {@code If-Match} with one version
	 * or {@code If-None-Match: *}, or are both there
	 */
	static Precondition of(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
		if (ifMatch != null && ifNoneMatch != null) {
			throw new IllegalArgumentException("If-Match and If-None-Match exclude each other");
		}
		if (ifMatch != null) {
			return Version.of(ifMatch);
		}
		if (ifNoneMatch == null) {
			return new None();
		}
		if (!ifNoneMatch.strip().equals("*")) {
			throw new IllegalArgumentException("If-None-Match must be * to write");
		}
		return new Absent();
	}

	/**
	 * Whatever is there.
	 */
	record None() implements Precondition {

	}

	/**
	 * There is no such key.
	 */
	record Absent() implements Precondition {

	}

	/**
	 * The key has this version.
	 *
	 * @param version the version
	 */
	record Version(long version) implements Precondition {

		private static final Pattern ETAG = Pattern.compile("\\s*\"(\\d{1,18})\"\\s*");

		private static Version of(String etag) {
			Matcher matcher = ETAG.matcher(etag);
			if (!matcher.matches()) {
				throw new IllegalArgumentException("If-Match must be one version in quotes, such as \"12\"");
			}
			return new Version(Long.parseLong(matcher.group(1)));
		}

	}

}
