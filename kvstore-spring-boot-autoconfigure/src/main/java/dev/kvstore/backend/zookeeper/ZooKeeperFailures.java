package dev.kvstore.backend.zookeeper;

import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * Says in the store's words what the client failed with.
 */
final class ZooKeeperFailures {

	static final String BACKEND = "zookeeper";

	private static final Set<Code> DISCONNECTIONS = Set.of(Code.CONNECTIONLOSS, Code.SESSIONEXPIRED, Code.SESSIONMOVED,
			Code.OPERATIONTIMEOUT, Code.REQUESTTIMEOUT);

	private static final Set<Code> CONFLICTS = Set.of(Code.BADVERSION, Code.NONODE, Code.NODEEXISTS, Code.NOTEMPTY);

	private static final Set<Code> REFUSALS = Set.of(Code.NOAUTH, Code.AUTHFAILED, Code.INVALIDACL,
			Code.SESSIONCLOSEDREQUIRESASLAUTH);

	private ZooKeeperFailures() {
	}

	static Throwable cause(Throwable failure) {
		boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
		return (wrapped && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * Tells whether nothing but the connection failed.
	 * @param failure the failure
	 * @return {@code true} if another connection may do better
	 */
	static boolean isDisconnection(Throwable failure) {
		return failure instanceof TimeoutException
				|| (failure instanceof KeeperException ex && DISCONNECTIONS.contains(ex.code()));
	}

	/**
	 * Tells whether a write was refused because nodes are not as they were read.
	 * @param failure the failure
	 * @return {@code true} if nothing was written and reading again may help
	 */
	static boolean isConflict(KeeperException failure) {
		return CONFLICTS.contains(failure.code());
	}

	/**
	 * Translates a failure.
	 * @param operation the user's operation
	 * @param key its key or directory, if it has one
	 * @param failure what it failed with
	 * @param sent whether a write had been sent
	 * @return what to throw
	 */
	static StoreException translate(String operation, @Nullable String key, Throwable failure, boolean sent) {
		if (failure instanceof StoreException ex) {
			return ex;
		}
		if (failure instanceof KeeperException ex && REFUSALS.contains(ex.code())) {
			return new StoreAccessDeniedException(BACKEND, operation, key, "the server refuses it to this user ("
					+ ex.code() + "); check the credentials and the ACL of the nodes", ex);
		}
		if (failure instanceof KeeperException ex && ex.code() == Code.QUOTAEXCEEDED) {
			return new StoreRejectedException(BACKEND, operation, key, "a quota is exceeded; nothing was written", ex);
		}
		boolean unknown = sent && !(failure instanceof KeeperException.SessionMovedException);
		return new StoreUnavailableException(BACKEND, operation, key, unknown, reason(failure), failure);
	}

	private static String reason(Throwable failure) {
		if (failure instanceof InterruptedException) {
			return "the thread was interrupted while it waited";
		}
		if (failure instanceof TimeoutException) {
			return "no server answered in time; check that the ensemble has a quorum";
		}
		if (failure instanceof KeeperException ex && ex.code() == Code.SESSIONEXPIRED) {
			return "the session has expired";
		}
		if (isDisconnection(failure)) {
			return "the connection was lost";
		}
		return "the server could not do it (" + failure.getMessage() + ")";
	}

}
