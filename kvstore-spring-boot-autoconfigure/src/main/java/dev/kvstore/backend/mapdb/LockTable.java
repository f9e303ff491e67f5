package dev.kvstore.backend.mapdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHolder;
import dev.kvstore.api.LockOptions;
import dev.kvstore.backend.LockLease;

/**
 * Who holds and who waits for each lock of one file: the first in a queue holds the lock.
 * A process that owns the file owns all its locks, so they need not be on disk; only the
 * fencing tokens must outlive it.
 */
final class LockTable {

	private final Map<String, Deque<LockRequest>> queues = new HashMap<>();

	private final FencingTokens tokens = new FencingTokens();

	private final Function<LockRequest, LockLease> grant;

	LockTable(Function<LockRequest, LockLease> grant) {
		this.grant = grant;
	}

	/**
	 * Tells whether tokens must be reserved before the next request.
	 * @return whether there is none left
	 */
	synchronized boolean needsTokens() {
		return this.tokens.isEmpty();
	}

	synchronized void reserved(long first) {
		this.tokens.refill(() -> first);
	}

	/**
	 * Puts a request at the end of the queue.
	 * @param store who asks
	 * @param key the key of the lock
	 * @param options how to hold it
	 * @return the request, or {@code null} if tokens must be reserved first
	 */
	synchronized @Nullable LockRequest enqueue(MapDbStore store, String key, LockOptions options) {
		if (this.tokens.isEmpty()) {
			return null;
		}
		LockRequest request = new LockRequest(store, key, options, this.tokens.next(), new CompletableFuture<>());
		Deque<LockRequest> queue = this.queues.computeIfAbsent(key, (absent) -> new ArrayDeque<>());
		queue.add(request);
		if (queue.size() == 1) {
			grant(request);
		}
		return request;
	}

	synchronized boolean isFree(String key) {
		return !this.queues.containsKey(key);
	}

	synchronized Optional<LockHolder> holder(String key) {
		Deque<LockRequest> queue = this.queues.get(key);
		return (queue != null) ? Optional.of(queue.getFirst().holder()) : Optional.empty();
	}

	synchronized Optional<LockLease> held(String key, long token) {
		Deque<LockRequest> queue = this.queues.get(key);
		if (queue == null || queue.getFirst().token() != token) {
			return Optional.empty();
		}
		return Optional.of(queue.getFirst().granted().join());
	}

	/**
	 * Takes a request out of the queue, which grants the lock to the next if it held it.
	 * @param key the key of the lock
	 * @param token the fencing token of the request
	 */
	synchronized void remove(String key, long token) {
		Deque<LockRequest> queue = this.queues.get(key);
		if (queue == null) {
			return;
		}
		boolean held = queue.getFirst().token() == token;
		queue.removeIf((request) -> request.token() == token);
		if (queue.isEmpty()) {
			this.queues.remove(key);
		}
		else if (held) {
			grant(queue.getFirst());
		}
	}

	/**
	 * Takes a request that still waits out of the queue.
	 * @param request the request
	 * @return {@code false} if it was granted or ended before
	 */
	synchronized boolean withdraw(LockRequest request) {
		boolean waiting = !request.granted().isDone();
		if (waiting) {
			remove(request.key(), request.token());
		}
		return waiting;
	}

	private void grant(LockRequest request) {
		request.granted().complete(this.grant.apply(request));
	}

	/**
	 * Returns what a store holds and waits for.
	 * @param store the store
	 * @return its requests, those that wait first
	 */
	synchronized List<LockRequest> requestsOf(MapDbStore store) {
		List<LockRequest> waiting = new ArrayList<>();
		List<LockRequest> held = new ArrayList<>();
		for (Deque<LockRequest> queue : this.queues.values()) {
			for (LockRequest request : queue) {
				if (request.store() == store) {
					(request.isGranted() ? held : waiting).add(request);
				}
			}
		}
		waiting.addAll(held);
		return waiting;
	}

	synchronized int size() {
		return this.queues.size();
	}

}
