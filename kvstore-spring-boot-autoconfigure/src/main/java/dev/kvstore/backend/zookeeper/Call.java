package dev.kvstore.backend.zookeeper;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Deadline;

/**
 * One call of a user, which ends by its deadline. What changes nothing more if repeated
 * is repeated on a new connection until then; a write is sent once.
 */
final class Call {

	/**
	 * What the servers' default of {@code jute.maxbuffer} leaves for paths and values.
	 */
	private static final long LARGEST_REQUEST = 1_048_000;

	/** A server that had less than this part of a call's time is not called silent. */
	private static final long SHARE_OF_PATIENCE = 4;

	private final Calls calls;

	private final String operation;

	private final @Nullable String key;

	private final Deadline deadline;

	Call(Calls calls, String operation, @Nullable String key, Deadline deadline) {
		this.calls = calls;
		this.operation = operation;
		this.key = key;
		this.deadline = deadline;
	}

	/**
	 * Sends a read, or what prepares a write and may be repeated.
	 * @param request the request
	 * @param <T> the kind of answer
	 * @return the answer
	 */
	<T> T read(Function<Handle, CompletableFuture<T>> request) {
		return read(this.calls.session(), request);
	}

	<T> T read(Session session, Function<Handle, CompletableFuture<T>> request) {
		while (true) {
			try {
				return ask(handle(session), request, false);
			}
			catch (KeeperException ex) {
				if (!ZooKeeperFailures.isDisconnection(ex) || this.deadline.isOver()) {
					throw failure(ex, false);
				}
			}
		}
	}

	/**
	 * Sends a write.
	 * @param request the write
	 * @param <T> the kind of answer
	 * @return the answer
	 * @throws KeeperException if nothing was written because of what the nodes are
	 */
	<T> T write(Function<Handle, CompletableFuture<T>> request) throws KeeperException {
		return write(this.calls.session(), request);
	}

	<T> T write(Session session, Function<Handle, CompletableFuture<T>> request) throws KeeperException {
		Handle handle = handle(session);
		try {
			return ask(handle, request, true);
		}
		catch (KeeperException ex) {
			if (ZooKeeperFailures.isConflict(ex)) {
				throw ex;
			}
			throw failure(ex, true);
		}
	}

	private Handle handle(Session session) {
		try {
			// a quarter of the time is for finding out why there is no connection
			Handle handle = ready(session, this.deadline.remainingNanos() / 4 * 3);
			Optional<String> problem = (handle != null) ? Optional.empty() : this.calls.tlsProblem(this.deadline);
			if (handle == null && problem.isEmpty()) {
				handle = ready(session, this.deadline.remainingNanos());
			}
			if (handle != null) {
				return handle;
			}
			this.calls.requireOpen(this.operation, this.key);
			throw new StoreUnavailableException(ZooKeeperFailures.BACKEND, this.operation, this.key, false,
					problem.orElseGet(this.calls::unreachable), null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(ex, false);
		}
		catch (ExecutionException ex) {
			throw failure(ZooKeeperFailures.cause(ex), false);
		}
	}

	private static @Nullable Handle ready(Session session, long nanos) throws InterruptedException, ExecutionException {
		try {
			return session.ready().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return null;
		}
	}

	private <T> T ask(Handle handle, Function<Handle, CompletableFuture<T>> request, boolean write)
			throws KeeperException {
		if (this.deadline.isOver()) {
			throw failure(new TimeoutException(), false);
		}
		int connection = handle.connection();
		long sent = System.nanoTime();
		CompletableFuture<T> answer = request.apply(handle);
		try {
			return answer.get(Math.max(0, this.deadline.remainingNanos()), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			if (System.nanoTime() - sent > this.calls.timeout().toNanos() / SHARE_OF_PATIENCE) {
				handle.leaveServer(connection, sent);
			}
			throw failure(ex, write);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(ex, write);
		}
		catch (ExecutionException ex) {
			if (ZooKeeperFailures.cause(ex) instanceof KeeperException known) {
				throw known;
			}
			throw failure(ZooKeeperFailures.cause(ex), write);
		}
	}

	StoreException failure(Throwable failure, boolean sent) {
		if (!sent) {
			this.calls.requireOpen(this.operation, this.key);
		}
		return ZooKeeperFailures.translate(this.operation, this.key, failure, sent);
	}

	void requireSize(long size) {
		if (size > LARGEST_REQUEST) {
			throw new StoreRejectedException(ZooKeeperFailures.BACKEND, this.operation, this.key,
					"it has " + size + " bytes with its keys, more than the " + LARGEST_REQUEST
							+ " that one request takes; nothing was written",
					null);
		}
	}

}
