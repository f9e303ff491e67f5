package dev.kvstore.backend.etcd;

import java.time.Instant;

import io.etcd.jetcd.api.Event;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.backend.Backoff;
import dev.kvstore.backend.Registration;

/**
 * Follows what is stored in a territory for as long as it is wanted: reads the state,
 * then the changes after its revision, and begins again whenever the stream of changes
 * ends.
 */
final class EtcdWatch implements Registration {

	private final EtcdWatches watches;

	private final String operation;

	private final String path;

	private final Territory territory;

	private final Changes changes;

	private final Backoff backoff = new Backoff();

	private volatile boolean closed;

	private volatile Instant lastContact = Instant.now();

	private @Nullable EtcdWatchStream stream;

	private boolean interrupted;

	EtcdWatch(EtcdWatches watches, String operation, String path, Territory territory, Changes changes) {
		this.watches = watches;
		this.operation = operation;
		this.path = path;
		this.territory = territory;
		this.changes = changes;
	}

	/**
	 * Reads the state and asks for the changes after it. Blocks.
	 */
	void open() {
		if (this.closed) {
			return;
		}
		try {
			Listing state = this.watches.list(this.operation, this.path, this.territory);
			this.lastContact = Instant.now();
			present(state);
			follow(state.revision() + 1);
		}
		catch (StoreException ex) {
			interrupted(ex);
		}
	}

	private synchronized void present(Listing state) {
		if (!this.closed) {
			this.interrupted = false;
			this.changes.present(state.keyValues());
		}
	}

	private synchronized void follow(long revision) {
		if (!this.closed) {
			this.stream = this.watches.newStream(this);
			this.stream.start(this.territory.cover(), revision);
		}
	}

	/**
	 * Takes note that the server tells changes now.
	 */
	synchronized void followed() {
		this.backoff.reset();
	}

	void changed(Event event) {
		this.changes.changed(event);
	}

	/**
	 * Takes note of the end of a stream that was not closed here.
	 * @param ended the stream
	 * @param status why it ended
	 */
	void ended(EtcdWatchStream ended, Status status) {
		this.lastContact = ended.connection().lastHeard();
		interrupted(this.watches.failure(this.operation, this.path, ended.connection(), status));
	}

	private synchronized void interrupted(StoreException cause) {
		if (this.closed) {
			return;
		}
		this.stream = null;
		if (!this.interrupted) {
			this.interrupted = true;
			this.changes.interrupted(cause);
		}
		this.watches.openLater(this, this.backoff.next());
	}

	synchronized Instant lastContact() {
		return (this.stream != null) ? later(this.stream.connection().lastHeard(), this.lastContact) : this.lastContact;
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	@Override
	public void close() {
		EtcdWatchStream closing;
		synchronized (this) {
			this.closed = true;
			closing = this.stream;
			this.stream = null;
		}
		if (closing != null) {
			closing.close();
		}
		this.watches.forget(this);
	}

}
