package dev.kvstore.backend.consul;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import org.apache.http.conn.ConnectionPoolTimeoutException;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsFailure;
import dev.kvstore.backend.consul.TxnAnswer.Failure;

/**
 * Says in the store's terms what went wrong between it and Consul.
 */
final class ConsulFailures {

	private static final int SHOWN = 200;

	private static final int BAD_REQUEST = 400;

	private static final int UNAUTHORIZED = 401;

	private static final int FORBIDDEN = 403;

	private static final int TOO_LARGE = 413;

	private static final int TOO_MANY = 429;

	private static final int SERVER_ERROR = 500;

	private ConsulFailures() {
	}

	/**
	 * Tells whether another agent may answer better.
	 * @param answer the answer
	 * @return {@code true} if the agent is not able to serve
	 */
	static boolean isUnfit(ConsulAnswer answer) {
		return answer.status() == TOO_MANY
				|| (answer.status() >= SERVER_ERROR && !ConsulSessions.isRefusedTtl(answer.body()));
	}

	/**
	 * Tells whether a write that was answered so certainly had no effect.
	 * @param answer the answer of an agent that is not able to serve
	 * @return {@code true} if it was refused before it reached a leader
	 */
	static boolean isRefused(ConsulAnswer answer) {
		return answer.status() == TOO_MANY || answer.body().contains("No cluster leader");
	}

	static StoreException of(ConsulRequest request, ConsulAnswer answer, Endpoint endpoint) {
		String body = answer.body().strip();
		String text = body.substring(0, Math.min(body.length(), SHOWN));
		String reason = endpoint + " answered " + answer.status() + (text.isEmpty() ? "" : " (" + text + ")");
		if (answer.status() == FORBIDDEN || answer.status() == UNAUTHORIZED) {
			return denied(request.operation(), request.key(), reason);
		}
		if (answer.status() == TOO_LARGE || answer.status() == BAD_REQUEST) {
			return rejected(request.operation(), request.key(), reason);
		}
		return unavailable(request, request.isWrite() && !isRefused(answer), reason, null);
	}

	static StoreException of(ConsulRequest request, ConsulCall call, IOException failure, Endpoint endpoint) {
		Optional<String> tls = TlsFailure.reason(failure);
		String reason = tls.map((found) -> endpoint + ": " + found).orElseGet(() -> reason(call, failure, endpoint));
		return unavailable(request, request.isWrite() && isSent(call, failure), reason, failure);
	}

	/**
	 * Tells whether the agent may have acted on a call that failed.
	 * @param call the call
	 * @param failure what it failed with
	 * @return {@code false} if it certainly did not
	 */
	static boolean isSent(ConsulCall call, IOException failure) {
		return call.isSent() && !TlsFailure.isRefusedCertificate(failure);
	}

	private static String reason(ConsulCall call, IOException failure, Endpoint endpoint) {
		if (Thread.currentThread().isInterrupted()) {
			return "the thread is interrupted";
		}
		if (failure instanceof ConnectionPoolTimeoutException) {
			return "no connection to " + endpoint + " became free; too many calls run at once";
		}
		if (call.deadline().isOver()) {
			return "no answer of " + endpoint + " within the request timeout";
		}
		if (call.isAborted()) {
			return endpoint + " does not answer other calls";
		}
		if (failure instanceof UnknownHostException) {
			return "the host of " + endpoint + " is not known; check the endpoint";
		}
		if (endpoint.secure() && call.isSent()) {
			// by TLS 1.3 a server refuses a client's certificate after the handshake
			return endpoint + " cut the connection (" + failure.getMessage()
					+ "); if it demands a client certificate, check that the SSL bundle has one that it trusts";
		}
		return endpoint + " cannot be reached (" + failure.getMessage() + "); check that an agent listens there";
	}

	static StoreException of(String operation, @Nullable String key, List<Failure> failures) {
		Failure first = failures.get(0);
		if (failures.stream().anyMatch(Failure::isDenied)) {
			return denied(operation, key, first.what());
		}
		return new StoreUnavailableException(ConsulStore.BACKEND, operation, key, false,
				"the transaction was refused (" + first.what() + "); nothing was written", null);
	}

	static StoreUnavailableException sessionEnded(String operation, String key) {
		return new StoreUnavailableException(ConsulStore.BACKEND, operation, key, false,
				"the session ended; nothing was written, try again", null);
	}

	static StoreAccessDeniedException denied(String operation, @Nullable String key, String reason) {
		return new StoreAccessDeniedException(ConsulStore.BACKEND, operation, key,
				reason + "; check the ACL token and its policies", null);
	}

	static StoreRejectedException rejected(String operation, @Nullable String key, String reason) {
		return new StoreRejectedException(ConsulStore.BACKEND, operation, key, reason + "; nothing was written", null);
	}

	static StoreClosedException closed(ConsulRequest request, @Nullable Throwable cause) {
		return new StoreClosedException(ConsulStore.BACKEND, request.operation(), request.key(),
				"the store was closed" + (request.isWrite() ? "; a write that ran may have taken effect" : ""), cause);
	}

	static StoreUnavailableException malformed(String operation, @Nullable String key, boolean outcomeUnknown,
			RuntimeException cause) {
		return new StoreUnavailableException(ConsulStore.BACKEND, operation, key, outcomeUnknown,
				"the answer is not Consul's; check that the endpoint is a Consul agent", cause);
	}

	static StoreUnavailableException unavailable(ConsulRequest request, boolean outcomeUnknown, String reason,
			@Nullable Throwable cause) {
		return new StoreUnavailableException(ConsulStore.BACKEND, request.operation(), request.key(), outcomeUnknown,
				reason, cause);
	}

}
