package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;

/**
 * Sends transactions, all or nothing and once.
 */
final class KvTransactions {

	/** What the agent's {@code txn_max_req_len} is by default. */
	private static final int MAX_BODY = 512 * 1024;

	private static final String PATH = "/v1/txn";

	private final ConsulAgents agents;

	KvTransactions(ConsulAgents agents) {
		this.agents = agents;
	}

	/**
	 * Sends a transaction that writes.
	 * @param operation the user's operation
	 * @param key its key, if it has one
	 * @param operations what to do
	 * @return what became of it
	 * @throws StoreException if that is not known or it was refused
	 */
	TxnAnswer write(String operation, @Nullable String key, TxnOperations operations) {
		return send(new ConsulRequest(operation, key, ConsulRequest.Kind.WRITE, PATH, operations.toJson()));
	}

	/**
	 * Sends a transaction that prepares a write, after whose failure nothing of the
	 * user's was written.
	 * @param operation the user's operation
	 * @param key its key, if it has one
	 * @param operations what to do
	 * @return what became of it
	 * @throws StoreException if that is not known or it was refused
	 */
	TxnAnswer prepare(String operation, @Nullable String key, TxnOperations operations) {
		return send(new ConsulRequest(operation, key, ConsulRequest.Kind.AUXILIARY, PATH, operations.toJson()));
	}

	/**
	 * Sends a transaction that only reads and checks, and sees every write that was
	 * acknowledged before.
	 * @param operation the user's operation
	 * @param key its key, if it has one
	 * @param operations what to do
	 * @return what became of it
	 * @throws StoreException if that is not known or it was refused
	 */
	TxnAnswer check(String operation, @Nullable String key, TxnOperations operations) {
		return check(operation, key, operations, KvReads.CONSISTENT);
	}

	/**
	 * Sends a transaction that only reads and checks.
	 * @param operation the user's operation
	 * @param key its key, if it has one
	 * @param operations what to do
	 * @param mode the consistency mode
	 * @return what became of it
	 * @throws StoreException if that is not known or it was refused
	 */
	TxnAnswer check(String operation, @Nullable String key, TxnOperations operations, String mode) {
		return send(new ConsulRequest(operation, key, ConsulRequest.Kind.REPEATABLE, PATH + "?" + mode,
				operations.toJson()));
	}

	private TxnAnswer send(ConsulRequest request) {
		int size = request.body().getBytes(StandardCharsets.UTF_8).length;
		if (size > MAX_BODY) {
			throw ConsulFailures.rejected(request.operation(), request.key(),
					"the transaction has " + size + " bytes in JSON, more than the " + MAX_BODY + " that Consul takes");
		}
		ConsulAnswer answer = this.agents.call(request);
		if (!answer.isOk() && answer.status() != ConsulAnswer.CONFLICT) {
			throw ConsulFailures.of(request, answer, this.agents.endpoint());
		}
		TxnAnswer parsed = parse(request, answer);
		if (parsed.failures().stream().anyMatch(TxnAnswer.Failure::isDenied)) {
			throw ConsulFailures.of(request.operation(), request.key(), parsed.failures());
		}
		return parsed;
	}

	private static TxnAnswer parse(ConsulRequest request, ConsulAnswer answer) {
		try {
			return KvJson.answer(answer.body());
		}
		catch (IOException ex) {
			throw ConsulFailures.malformed(request.operation(), request.key(), request.isWrite(),
					new UncheckedIOException(ex));
		}
		catch (RuntimeException ex) {
			throw ConsulFailures.malformed(request.operation(), request.key(), request.isWrite(), ex);
		}
	}

}
