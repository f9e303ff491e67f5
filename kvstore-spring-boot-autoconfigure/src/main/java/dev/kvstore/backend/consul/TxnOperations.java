package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.google.gson.stream.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The operations of one of Consul's transactions, in their order.
 */
final class TxnOperations {

	/** More are refused. */
	static final int MAX_OPERATIONS = 64;

	private final List<Operation> operations = new ArrayList<>();

	TxnOperations checkIndex(String key, long index) {
		return add(new Operation("check-index", key, null, index, null, 0));
	}

	TxnOperations checkAbsent(String key) {
		return add(new Operation("check-not-exists", key, null, 0, null, 0));
	}

	TxnOperations checkSession(String key, String session) {
		return add(new Operation("check-session", key, null, 0, session, 0));
	}

	TxnOperations get(String key) {
		return add(new Operation("get", key, null, 0, null, 0));
	}

	TxnOperations getTree(String prefix) {
		return add(new Operation("get-tree", prefix, null, 0, null, 0));
	}

	TxnOperations delete(String key) {
		return add(new Operation("delete", key, null, 0, null, 0));
	}

	TxnOperations deleteTree(String prefix) {
		return add(new Operation("delete-tree", prefix, null, 0, null, 0));
	}

	/**
	 * Writes a key that has been deleted just before, or in place of what it is: then its
	 * session stays, and also its index if the value is the same.
	 * @param key the key
	 * @param value the value
	 * @return these operations
	 */
	TxnOperations set(String key, byte[] value) {
		return add(new Operation("set", key, value, 0, null, 0));
	}

	TxnOperations compareAndSet(String key, byte[] value, long index, long flags) {
		return add(new Operation("cas", key, value, index, null, flags));
	}

	TxnOperations lock(String key, byte[] value, String session) {
		return add(new Operation("lock", key, value, 0, session, 0));
	}

	TxnOperations unlock(String key, byte[] value, String session) {
		return add(new Operation("unlock", key, value, 0, session, 0));
	}

	private TxnOperations add(Operation operation) {
		this.operations.add(operation);
		return this;
	}

	int size() {
		return this.operations.size();
	}

	String toJson() {
		StringWriter text = new StringWriter();
		try (JsonWriter writer = new JsonWriter(text)) {
			writer.beginArray();
			for (Operation operation : this.operations) {
				operation.write(writer);
			}
			writer.endArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Operation(String verb, String key, byte @Nullable [] value, long index, @Nullable String session,
			long flags) {

		void write(JsonWriter writer) throws IOException {
			writer.beginObject().name("KV").beginObject();
			writer.name("Verb").value(this.verb).name("Key").value(this.key);
			if (this.value != null) {
				writer.name("Value").value(Base64.getEncoder().encodeToString(this.value));
			}
			if (this.index != 0) {
				writer.name("Index").value(this.index);
			}
			if (this.flags != 0) {
				writer.name("Flags").value(this.flags);
			}
			if (this.session != null) {
				writer.name("Session").value(this.session);
			}
			writer.endObject().endObject();
		}

	}

}
