package dev.kvstore.backend.mapdb;

import java.time.Duration;

/**
 * What was written since the file was opened by this process.
 *
 * @param commits the commits that reached the disk
 * @param writes the calls that they answered
 * @param time how long they took together
 */
record CommitTotals(long commits, long writes, Duration time) {

	static final CommitTotals NONE = new CommitTotals(0, 0, Duration.ZERO);

	CommitTotals plus(int written, Duration duration) {
		return new CommitTotals(this.commits + 1, this.writes + written, this.time.plus(duration));
	}

}
