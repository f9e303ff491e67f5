package dev.kvstore.event;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Keys that match a {@link PathPattern}.
 */
final class PathKeyPattern implements KeyPattern {

	private final WatchedPath watched;

	private final Set<String> variables;

	private final PathPattern pattern;

	private PathKeyPattern(WatchedPath watched, Set<String> variables, PathPattern pattern) {
		this.watched = watched;
		this.variables = variables;
		this.pattern = pattern;
	}

	static PathKeyPattern of(PatternSegments segments) {
		PathPattern pattern = new PathPatternParser().parse("/" + segments.path());
		return new PathKeyPattern(segments.watched(), segments.variables(), pattern);
	}

	@Override
	public WatchedPath watched() {
		return this.watched;
	}

	@Override
	public Set<String> variables() {
		return this.variables;
	}

	@Override
	public @Nullable Map<String, String> match(String key) {
		PathPattern.PathMatchInfo match = this.pattern.matchAndExtract(KeyPath.of(key));
		return (match != null) ? match.getUriVariables() : null;
	}

}
