package dev.kvstore.lock;

import java.time.Duration;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * What an annotation sets of the options of its lock.
 *
 * @param waitTime how long to wait, or {@code null} for the default
 * @param ttl the time to live, or {@code null} for the default
 * @param holdAtLeast how long to hold the lock at least, or {@code null} for the default
 * @param onLost what the method is told
 */
record LockOverrides(@Nullable Duration waitTime, @Nullable Duration ttl, @Nullable Duration holdAtLeast,
		OnLost onLost) {

	static LockOverrides of(AnnotatedMethod method, UnaryOperator<String> placeholders) {
		DistributedLock annotation = method.annotation();
		LockOverrides overrides = new LockOverrides(duration(method, "waitTime", annotation.waitTime(), placeholders),
				duration(method, "ttl", annotation.ttl(), placeholders),
				duration(method, "holdAtLeast", annotation.holdAtLeast(), placeholders), annotation.onLost());
		if (overrides.ttl != null && overrides.ttl.isZero()) {
			throw invalid(method, "ttl", annotation.ttl(), null);
		}
		return overrides;
	}

	private static @Nullable Duration duration(AnnotatedMethod method, String attribute, String text,
			UnaryOperator<String> placeholders) {
		try {
			String resolved = placeholders.apply(text);
			if (resolved.isEmpty()) {
				return null;
			}
			Duration duration = DurationStyle.detectAndParse(resolved);
			if (duration.isNegative()) {
				throw invalid(method, attribute, text, null);
			}
			return duration;
		}
		catch (IllegalArgumentException ex) {
			throw invalid(method, attribute, text, ex);
		}
	}

	private static InvalidDistributedLockException invalid(AnnotatedMethod method, String attribute, String text,
			@Nullable Throwable cause) {
		String reason = (cause != null) ? ": " + cause.getMessage() : "";
		return method.invalid("has '" + attribute + " = \"" + text + "\"', which is no usable duration" + reason + ".",
				"Write it as '30s', '500ms' or '${property:30s}'; it must not be negative, nor 'ttl' zero.", cause);
	}

	LockTaskOptions on(LockTaskOptions defaults) {
		return new LockTaskOptions((this.waitTime != null) ? this.waitTime : defaults.waitTime(),
				(this.ttl != null) ? this.ttl : defaults.ttl(),
				(this.holdAtLeast != null) ? this.holdAtLeast : defaults.holdAtLeast(), this.onLost);
	}

}
