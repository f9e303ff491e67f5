package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.StoreFileException;
import dev.kvstore.backend.StoreFileException.Problem;
import dev.kvstore.backend.mapdb.Batch.Change;
import dev.kvstore.backend.mapdb.PageFile.CommitNotWrittenException;

/**
 * Commits the writes of all stores on one file, as many at once as there are, on the only
 * thread that touches MapDB. What it has committed it takes over into the
 * {@link CommittedState}, then it answers, then it tells the watches.
 */
final class CommitLoop implements Runnable {

	private static final Logger logger = System.getLogger(CommitLoop.class.getName());

	private static final long REOPEN_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Medium medium;

	private final CommitQueue queue;

	private final CommittedState state;

	private final Consumer<Map<String, Change>> committed;

	private final Consumer<@Nullable StoreException> availability;

	private final Expirations expirations = new Expirations();

	private Counters counters = new Counters(0, 0);

	private @Nullable DataFile file;

	private StoreFileException notOpen;

	private long lastAttempt;

	private volatile boolean stopping;

	private volatile CommitTotals totals = CommitTotals.NONE;

	/**
	 * Creates a loop that is not running yet.
	 * @param medium where the data is
	 * @param queue where the writes come from
	 * @param state where they go to
	 * @param committed is told of each commit's changes
	 * @param availability is told why the file cannot be used, or {@code null} once it
	 * can
	 */
	CommitLoop(Medium medium, CommitQueue queue, CommittedState state, Consumer<Map<String, Change>> committed,
			Consumer<@Nullable StoreException> availability) {
		this.medium = medium;
		this.queue = queue;
		this.state = state;
		this.committed = committed;
		this.availability = availability;
		this.notOpen = medium.problem(Problem.INACCESSIBLE, "not opened yet", null);
		this.lastAttempt = System.nanoTime() - REOPEN_NANOS;
	}

	CommitTotals totals() {
		return this.totals;
	}

	void stop() {
		this.stopping = true;
		this.queue.add(new Command<>(0, (batch) -> true));
	}

	@Override
	public void run() {
		while (!this.stopping) {
			DataFile open = open();
			List<Command<?>> commands = this.queue
				.take((open != null) ? this.expirations.nanosToNext() : nanosToReopen());
			if (open != null) {
				commit(open, commands);
			}
			else {
				fail(commands, WriteFailure.notOpen(this.notOpen));
			}
		}
		close();
	}

	private void close() {
		List<Command<?>> rest = this.queue.take(0);
		while (this.file != null && !rest.isEmpty()) {
			commit(this.file, rest);
			rest = this.queue.take(0);
		}
		fail(rest, WriteFailure.closed());
		this.queue.close();
		try {
			if (this.file != null) {
				this.file.close();
			}
		}
		catch (IOException ex) {
			logger.log(Level.WARNING, "'" + this.medium + "' was not closed in order; nothing is lost", ex);
		}
	}

	private void commit(DataFile open, List<Command<?>> commands) {
		List<Command<?>> taken = new ArrayList<>();
		for (Command<?> command : commands) {
			if (command.take()) {
				taken.add(command);
			}
		}
		Command<Boolean> expiry = this.expirations.expire();
		if (expiry != null) {
			taken.add(expiry);
		}
		Batch batch = new Batch(this.state, this.counters);
		try {
			taken.forEach((command) -> command.run(batch));
			write(open, batch, taken.size());
		}
		// whatever MapDB throws, errors included: the batch failed and the thread goes on
		catch (Throwable ex) {
			fail(taken, recover(open, ex));
			return;
		}
		takeOver(batch.changes(), batch.counters(), false);
		taken.forEach(Command::complete);
		this.committed.accept(batch.changes());
	}

	private void write(DataFile open, Batch batch, int writes) {
		if (!batch.isChanged()) {
			return;
		}
		long start = System.nanoTime();
		Map<String, byte[]> records = open.records();
		batch.changes().forEach((key, change) -> {
			if (change.record() != null) {
				records.put(key, change.record().encode());
			}
			else {
				records.remove(key);
			}
		});
		records.put(Counters.KEY, batch.counters().encode());
		open.commit();
		this.totals = this.totals.plus(writes, Duration.ofNanos(System.nanoTime() - start));
	}

	private void takeOver(Map<String, Change> changes, Counters next, boolean restored) {
		this.counters = next;
		if (!changes.isEmpty()) {
			this.state.apply(changes);
			this.expirations.apply(changes, restored);
		}
	}

	private static void fail(List<Command<?>> commands, WriteFailure failure) {
		commands.forEach((command) -> command.fail(failure));
	}

	private WriteFailure recover(DataFile failed, Throwable cause) {
		logger.log(Level.DEBUG, "A commit to '" + this.medium + "' failed", cause);
		CommitNotWrittenException notWritten = WriteFailure.notWrittenIn(cause);
		try {
			failed.rollback();
			if (notWritten != null) {
				return WriteFailure.notWritten(notWritten);
			}
		}
		catch (RuntimeException | Error ex) {
			cause.addSuppressed(ex);
		}
		failed.abandon();
		this.file = null;
		this.lastAttempt -= REOPEN_NANOS;
		return (notWritten != null) ? WriteFailure.notWritten(notWritten) : WriteFailure.outcomeUnknown(cause);
	}

	private @Nullable DataFile open() {
		if (this.file == null && nanosToReopen() <= 0) {
			this.lastAttempt = System.nanoTime();
			try {
				this.file = this.medium.open();
				restore(this.file);
			}
			catch (StoreFileException ex) {
				unavailable(ex);
			}
			catch (RuntimeException | Error ex) {
				unavailable(
						this.medium.problem(Problem.INACCESSIBLE, "'" + this.medium + "' cannot be opened: " + ex, ex));
			}
		}
		return this.file;
	}

	private void unavailable(StoreFileException reason) {
		this.notOpen = reason;
		this.availability.accept(reason);
	}

	private long nanosToReopen() {
		return this.lastAttempt + REOPEN_NANOS - System.nanoTime();
	}

	private void restore(DataFile opened) {
		Map<String, Change> changes = new HashMap<>();
		Counters found;
		try {
			found = compare(opened, changes);
		}
		catch (RuntimeException | Error ex) {
			this.file = null;
			opened.abandon();
			throw this.medium.problem(Problem.DAMAGED,
					"'" + this.medium + "' is damaged; restore it from a backup or move it away", ex);
		}
		takeOver(changes, found, true);
		this.committed.accept(changes);
		commit(opened, List.of());
		if (this.file != null) {
			this.availability.accept(null);
		}
	}

	private Counters compare(DataFile opened, Map<String, Change> changes) {
		for (StoredRecord known : this.state.records()) {
			changes.put(known.keyValue().key(), new Change(null, known.version() + 1));
		}
		long now = System.currentTimeMillis();
		opened.records().forEach((key, bytes) -> {
			StoredRecord known = this.state.get(key);
			StoredRecord stored = key.equals(Counters.KEY) ? null : StoredRecord.decode(key, bytes, now);
			if (known != null && stored != null && known.version() == stored.version()) {
				changes.remove(key);
			}
			else if (stored != null) {
				changes.put(key, new Change(stored, stored.version()));
			}
		});
		return Counters.decode(opened.records().get(Counters.KEY));
	}

}
