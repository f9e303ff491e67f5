package dev.kvstore.backend.etcd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Endpoint;

/**
 * The servers of a cluster, one of which is in use until it fails.
 */
final class EtcdEndpoints implements AutoCloseable {

	private static final long CLOSE_MILLIS = 1000;

	private final List<Endpoint> endpoints;

	private final EtcdChannels channels;

	private final @Nullable EtcdConnection[] connections;

	private final Set<EtcdConnection> opened = new HashSet<>();

	private volatile EtcdConnection current;

	private volatile boolean closed;

	EtcdEndpoints(List<Endpoint> endpoints, EtcdChannels channels) {
		this.endpoints = endpoints;
		this.channels = channels;
		this.connections = new @Nullable EtcdConnection[endpoints.size()];
		this.current = connection(0);
	}

	List<Endpoint> all() {
		return this.endpoints;
	}

	EtcdConnection current() {
		return this.current;
	}

	boolean isClosed() {
		return this.closed;
	}

	int size() {
		return this.endpoints.size();
	}

	/**
	 * Uses the next server from now on.
	 * @param failed the connection that failed; nothing changes if it is not in use
	 */
	synchronized void moveOn(EtcdConnection failed) {
		if (this.current == failed && !this.closed) {
			this.current = connection((indexOf(failed) + 1) % size());
		}
	}

	/**
	 * Uses the next server from now on, and this one over a new connection only.
	 * @param broken the connection that is of no use any more
	 */
	synchronized void replace(EtcdConnection broken) {
		broken.retire();
		int index = indexOf(broken);
		if (index >= 0 && !this.closed) {
			this.connections[index] = null;
			if (this.current == broken) {
				this.current = connection((index + 1) % size());
			}
		}
	}

	private int indexOf(EtcdConnection connection) {
		for (int i = 0; i < this.connections.length; i++) {
			if (this.connections[i] == connection) {
				return i;
			}
		}
		return -1;
	}

	private EtcdConnection connection(int index) {
		EtcdConnection present = this.connections[index];
		if (present != null) {
			return present;
		}
		this.opened.removeIf(EtcdConnection::isEnded);
		Endpoint endpoint = this.endpoints.get(index);
		EtcdConnection opening = new EtcdConnection(endpoint, this.channels.open(endpoint));
		this.opened.add(opening);
		this.connections[index] = opening;
		return opening;
	}

	/**
	 * Returns the connections on which something is streamed.
	 * @return the connections, also those not in use for calls any more
	 */
	synchronized List<EtcdConnection> streaming() {
		return this.opened.stream().filter(EtcdConnection::hasStreams).toList();
	}

	/**
	 * Fails what runs and ends all connections and their threads.
	 */
	@Override
	public void close() {
		List<EtcdConnection> closing;
		synchronized (this) {
			this.closed = true;
			closing = new ArrayList<>(this.opened);
		}
		closing.forEach(EtcdConnection::close);
		closing.forEach((connection) -> connection.awaitEnd(CLOSE_MILLIS));
		this.channels.close();
	}

}
