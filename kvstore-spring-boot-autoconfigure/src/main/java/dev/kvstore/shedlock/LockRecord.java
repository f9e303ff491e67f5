package dev.kvstore.shedlock;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.javacrumbs.shedlock.core.ClockProvider;
import net.javacrumbs.shedlock.support.LockException;
import net.javacrumbs.shedlock.support.Utils;

import dev.kvstore.api.KeyValue;

/**
 * What is written for a lock.
 *
 * @param lockUntil when the lock ends
 * @param lockedAt when it was taken
 * @param lockedBy the host that took it
 * @param id tells this write from any other
 */
record LockRecord(Instant lockUntil, Instant lockedAt, String lockedBy, String id) {

	private static final Pattern TEXT = Pattern.compile("lockUntil=(\\S+) lockedAt=(\\S+) lockedBy=(\\S*) id=(\\S+)");

	static LockRecord until(Instant lockUntil) {
		return new LockRecord(lockUntil, ClockProvider.now(), Utils.getHostname(), newId());
	}

	static LockRecord of(KeyValue stored) {
		Matcher matcher = TEXT.matcher(stored.asString());
		if (!matcher.matches()) {
			throw new LockException(unreadable(stored));
		}
		try {
			return new LockRecord(Instant.parse(matcher.group(1)), Instant.parse(matcher.group(2)), matcher.group(3),
					matcher.group(4));
		}
		catch (DateTimeException ex) {
			throw new LockException(unreadable(stored), ex);
		}
	}

	private static String unreadable(KeyValue stored) {
		return "The value of '" + stored.key()
				+ "' is not a lock's; delete the key, or keep the locks below another directory";
	}

	LockRecord withLockUntil(Instant end) {
		return new LockRecord(end, this.lockedAt, this.lockedBy, newId());
	}

	boolean isOver() {
		return !this.lockUntil.isAfter(ClockProvider.now());
	}

	boolean is(LockRecord other) {
		return this.id.equals(other.id);
	}

	byte[] bytes() {
		return "lockUntil=%s lockedAt=%s lockedBy=%s id=%s"
			.formatted(this.lockUntil, this.lockedAt, this.lockedBy, this.id)
			.getBytes(StandardCharsets.UTF_8);
	}

	private static String newId() {
		return UUID.randomUUID().toString();
	}

}
