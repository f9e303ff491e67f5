package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.stream.JsonReader;

import dev.kvstore.backend.ReadConsistency;

/**
 * Reads keys.
 */
final class KvReads {

	static final String CONSISTENT = "consistent";

	private final ConsulAgents agents;

	private final KvTransactions transactions;

	private final String mode;

	KvReads(ConsulAgents agents, KvTransactions transactions, ReadConsistency consistency) {
		this.agents = agents;
		this.transactions = transactions;
		this.mode = (consistency == ReadConsistency.STRONG) ? CONSISTENT : "stale";
	}

	Optional<KvEntry> get(String operation, String key) {
		List<KvEntry> found = KvPaths.isPlain(key)
				? read(ConsulRequest.read(operation, key, KvPaths.path(key) + "?" + this.mode))
				: readInBody(operation, key);
		return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
	}

	private List<KvEntry> readInBody(String operation, String key) {
		TxnAnswer answer = this.transactions.check(operation, key, new TxnOperations().get(key), this.mode);
		if (answer.isApplied() && answer.entries().isEmpty()) {
			throw ConsulFailures.denied(operation, key, "the key is not shown");
		}
		if (!answer.isApplied()) {
			// a read of a missing key passes with any token, this does not
			this.transactions.check(operation, key, new TxnOperations().checkAbsent(key), this.mode);
		}
		return answer.entries();
	}

	/**
	 * Lists what begins with a directory's prefix, in one snapshot and sorted.
	 * @param operation the user's operation
	 * @param directory the directory, empty for the root
	 * @return every entry, also those that are internal or a foreign client's
	 */
	List<KvEntry> list(String operation, String directory) {
		return list(operation, directory, this.mode);
	}

	/**
	 * Lists like {@link #list(String, String)}, but never with less than every write that
	 * was acknowledged before.
	 * @param operation the user's operation
	 * @param directory the directory, empty for the root
	 * @return every entry
	 */
	List<KvEntry> listConsistently(String operation, String directory) {
		return list(operation, directory, CONSISTENT);
	}

	private List<KvEntry> list(String operation, String directory, String with) {
		if (!KvPaths.isPlain(directory)) {
			TxnOperations operations = new TxnOperations().getTree(KvPaths.prefix(directory));
			return this.transactions.check(operation, directory, operations, with).entries();
		}
		String path = KvPaths.path(KvPaths.prefix(directory)) + "?recurse&" + with;
		return read(ConsulRequest.read(operation, directory, path));
	}

	/**
	 * Lists the first segments of all keys.
	 * @param operation the user's operation
	 * @return keys of one segment, and directories with a slash at their end
	 */
	List<String> firstSegments(String operation) {
		ConsulRequest request = ConsulRequest.read(operation, "", "/v1/kv/?keys&separator=/&" + CONSISTENT);
		ConsulAnswer answer = this.agents.call(request);
		if (answer.isAbsence()) {
			return List.of();
		}
		return parse(request, requireOk(request, answer), JsonReader::nextString);
	}

	private List<KvEntry> read(ConsulRequest request) {
		return entries(request, this.agents.call(request));
	}

	/**
	 * Reads the entries of an answer.
	 * @param request what was asked
	 * @param answer the answer
	 * @return the entries, none if there is no such key
	 */
	List<KvEntry> entries(ConsulRequest request, ConsulAnswer answer) {
		if (answer.isAbsence()) {
			return List.of();
		}
		return parse(request, requireOk(request, answer), KvJson::entry);
	}

	private ConsulAnswer requireOk(ConsulRequest request, ConsulAnswer answer) {
		if (!answer.isOk()) {
			throw ConsulFailures.of(request, answer, this.agents.endpoint());
		}
		return answer;
	}

	private static <T> List<T> parse(ConsulRequest request, ConsulAnswer answer, Element<T> element) {
		List<T> elements = new ArrayList<>();
		try (JsonReader reader = new JsonReader(new StringReader(answer.body()))) {
			reader.beginArray();
			while (reader.hasNext()) {
				elements.add(element.read(reader));
			}
			return elements;
		}
		catch (IOException ex) {
			throw ConsulFailures.malformed(request.operation(), request.key(), false, new UncheckedIOException(ex));
		}
		catch (RuntimeException ex) {
			throw ConsulFailures.malformed(request.operation(), request.key(), false, ex);
		}
	}

	/**
	 * Reads one element of an array.
	 *
	 * @param <T> what it is
	 */
	private interface Element<T> {

		T read(JsonReader reader) throws IOException;

	}

}
