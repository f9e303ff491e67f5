package dev.kvstore.leader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kvstore.api.KeyValue;

/**
 * A leader as the value of a key: the epoch, a space and the id.
 */
final class AnnouncedLeader {

	private static final Pattern VALUE = Pattern.compile("(\\d{1,18}) (.+)");

	private AnnouncedLeader() {
	}

	static byte[] value(Leader leader) {
		return (leader.epoch() + " " + leader.id()).getBytes(StandardCharsets.UTF_8);
	}

	static Optional<Leader> from(KeyValue announcement) {
		Matcher value = VALUE.matcher(announcement.asString());
		return value.matches() ? Optional.of(new Leader(value.group(2), Long.parseLong(value.group(1))))
				: Optional.empty();
	}

}
