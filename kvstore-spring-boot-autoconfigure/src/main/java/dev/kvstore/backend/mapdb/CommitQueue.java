package dev.kvstore.backend.mapdb;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The writes that wait for a commit. Those that arrive while one runs share the next.
 */
final class CommitQueue {

	private static final int MAX_COMMANDS = 1024;

	private static final int MAX_BYTES = 8 * 1024 * 1024;

	private final BlockingQueue<Command<?>> waiting = new LinkedBlockingQueue<>();

	private volatile boolean closed;

	void add(Command<?> command) {
		this.waiting.add(command);
		if (this.closed) {
			refuse();
		}
	}

	/**
	 * Refuses what still waits and whatever comes.
	 */
	void close() {
		this.closed = true;
		refuse();
	}

	private void refuse() {
		for (Command<?> command = this.waiting.poll(); command != null; command = this.waiting.poll()) {
			command.fail(WriteFailure.closed());
		}
	}

	/**
	 * Waits for a write and takes all that fit into one commit.
	 * @param maxWaitNanos how long to wait
	 * @return the writes in the order of their arrival, none if there were none in time
	 */
	List<Command<?>> take(long maxWaitNanos) {
		List<Command<?>> taken = new ArrayList<>();
		Command<?> next = poll(maxWaitNanos);
		long bytes = 0;
		while (next != null) {
			taken.add(next);
			bytes += next.size();
			next = (taken.size() < MAX_COMMANDS && bytes < MAX_BYTES) ? this.waiting.poll() : null;
		}
		return taken;
	}

	private @Nullable Command<?> poll(long maxWaitNanos) {
		try {
			return this.waiting.poll(maxWaitNanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			// nobody interrupts the commit thread; an interrupt would close the file
			return null;
		}
	}

}
