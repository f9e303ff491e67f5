package dev.kvstore.backend.etcd;

import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;

import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsFailure;

/**
 * Tells what a failure of a call means.
 */
final class EtcdFailures {

	private EtcdFailures() {
	}

	static Verdict verdict(Status status, boolean sent) {
		String text = text(status);
		return switch (status.getCode()) {
			case UNAUTHENTICATED -> Verdict.LOGGED_OUT;
			case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, UNKNOWN, INTERNAL, ABORTED, DATA_LOSS ->
				verdictOnLoss(text, sent);
			case RESOURCE_EXHAUSTED -> text.contains("too many requests") ? Verdict.NOT_NOW : Verdict.REFUSED;
			case INVALID_ARGUMENT ->
				(text.contains("revision of auth store is old") || text.contains("user name is empty"))
						? Verdict.LOGGED_OUT : Verdict.REFUSED;
			default -> Verdict.REFUSED;
		};
	}

	private static Verdict verdictOnLoss(String text, boolean sent) {
		if (!sent) {
			return Verdict.UNREACHABLE;
		}
		return (text.contains("etcdserver: no leader") || text.contains("etcdserver: not capable")) ? Verdict.NOT_NOW
				: Verdict.UNKNOWN;
	}

	/**
	 * Tells whether a connection is of no use any more, other than its server.
	 * @param status what a call on it failed with
	 * @return {@code false} if the server answered, or may yet
	 */
	static boolean isBroken(Status status) {
		return status.getCode() == Code.UNAVAILABLE && !text(status).contains("etcdserver:");
	}

	static boolean isTimeout(Status status) {
		return status.getCode() == Code.DEADLINE_EXCEEDED;
	}

	/**
	 * Tells whether a revision is too old or too new for the server that was asked.
	 * @param failure a failure
	 * @return whether it is to be asked for the present one instead
	 */
	static boolean isWrongRevision(StoreException failure) {
		return hasCode(failure, Code.OUT_OF_RANGE);
	}

	static boolean isTooLargeAnswer(StoreException failure) {
		return hasCode(failure, Code.RESOURCE_EXHAUSTED) && String.valueOf(failure.getCause()).contains("gRPC message");
	}

	static boolean isUnknownLease(Throwable failure) {
		Status status = Status.fromThrowable(failure);
		return status.getCode() == Code.NOT_FOUND && text(status).contains("lease");
	}

	static boolean isExistingLease(StoreException failure) {
		return hasCode(failure, Code.FAILED_PRECONDITION) && String.valueOf(failure.getCause()).contains("lease");
	}

	/**
	 * Tells whether a call whose last attempt failed may have arrived.
	 * @param failure the failure
	 * @return {@code false} if there was no connection, or the server refused it
	 */
	static boolean mayHaveArrived(StoreException failure) {
		return failure instanceof StoreUnavailableException && failure.getCause() instanceof StatusRuntimeException ex
				&& !(ex.getStatus().getCause() instanceof ConnectException)
				&& verdict(ex.getStatus(), true) == Verdict.UNKNOWN;
	}

	private static boolean hasCode(StoreException failure, Code code) {
		return failure.getCause() instanceof StatusRuntimeException cause && cause.getStatus().getCode() == code;
	}

	static StoreException translate(Operation operation, Endpoint endpoint, StatusRuntimeException failure,
			boolean outcomeUnknown) {
		Status status = failure.getStatus();
		String text = text(status);
		if (isAboutAccess(status, text)) {
			return new StoreAccessDeniedException(EtcdStore.BACKEND, operation.name(), operation.key(), "the server at "
					+ endpoint.authority() + " refused it (" + text + "); check the credentials and their roles",
					failure);
		}
		if (isAboutRoom(status, text)) {
			return new StoreRejectedException(EtcdStore.BACKEND, operation.name(), operation.key(),
					"the server at " + endpoint.authority() + " does not take it (" + text + "); nothing was written",
					failure);
		}
		return new StoreUnavailableException(EtcdStore.BACKEND, operation.name(), operation.key(), outcomeUnknown,
				reason(endpoint, status, text), failure);
	}

	static Status closed(RejectedExecutionException failure) {
		return Status.UNAVAILABLE.withDescription("the store was closed").withCause(failure);
	}

	private static boolean isAboutAccess(Status status, String text) {
		Code code = status.getCode();
		return code == Code.PERMISSION_DENIED || code == Code.UNAUTHENTICATED
				|| ((code == Code.INVALID_ARGUMENT || code == Code.FAILED_PRECONDITION)
						&& (text.contains("auth") || text.contains("user name")));
	}

	private static boolean isAboutRoom(Status status, String text) {
		return (status.getCode() == Code.RESOURCE_EXHAUSTED
				&& (text.contains("space exceeded") || text.contains("received message larger")))
				|| (status.getCode() == Code.INVALID_ARGUMENT
						&& (text.contains("too large") || text.contains("too many operations")));
	}

	private static String reason(Endpoint endpoint, Status status, String text) {
		Optional<String> tls = (status.getCause() != null) ? TlsFailure.reason(status.getCause()) : Optional.empty();
		if (tls.isPresent()) {
			return "no connection to " + endpoint + ": " + tls.get();
		}
		if (Thread.currentThread().isInterrupted() && status.getCode() == Code.CANCELLED) {
			return "the thread was interrupted";
		}
		if (isTimeout(status)) {
			return "no answer from " + endpoint + " within the request timeout; check the server, its quorum and "
					+ "the network";
		}
		if (status.getCause() != null) {
			return "no connection to " + endpoint + " (" + status.getCause().getMessage()
					+ "); check that the server runs and is reachable";
		}
		if (isBroken(status)) {
			return "the connection to " + endpoint + " was lost (" + text + "); check that the server runs";
		}
		return endpoint + " could not do it (" + text + "); check the servers and their quorum";
	}

	private static String text(Status status) {
		return (status.getDescription() != null) ? status.getDescription() : status.getCode().name();
	}

}
