package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.consul.TxnAnswer.Failure;

/**
 * Reads the JSON of Consul's answers, one element of an array after the other.
 */
final class KvJson {

	private static final byte[] NO_VALUE = {};

	private KvJson() {
	}

	static TxnAnswer answer(String body) throws IOException {
		List<KvEntry> entries = new ArrayList<>();
		List<Failure> failures = new ArrayList<>();
		try (JsonReader reader = new JsonReader(new StringReader(body))) {
			reader.beginObject();
			while (reader.hasNext()) {
				String name = reader.nextName();
				if (reader.peek() != JsonToken.BEGIN_ARRAY) {
					reader.skipValue();
				}
				else if (name.equals("Results")) {
					forEach(reader, () -> entries.add(entry(next(reader).getAsJsonObject("KV"))));
				}
				else {
					forEach(reader, () -> failures.add(failure(next(reader))));
				}
			}
		}
		return new TxnAnswer(entries, failures);
	}

	private static void forEach(JsonReader reader, Element element) throws IOException {
		reader.beginArray();
		while (reader.hasNext()) {
			element.read();
		}
		reader.endArray();
	}

	private static JsonObject next(JsonReader reader) {
		return JsonParser.parseReader(reader).getAsJsonObject();
	}

	private static Failure failure(JsonObject failure) {
		return new Failure(failure.get("OpIndex").getAsInt(), failure.get("What").getAsString());
	}

	static KvEntry entry(JsonReader reader) {
		return entry(next(reader));
	}

	private static KvEntry entry(JsonObject entry) {
		return new KvEntry(entry.get("Key").getAsString(), value(entry.get("Value")),
				entry.get("Flags").getAsBigInteger().longValue(), session(entry.get("Session")),
				entry.get("CreateIndex").getAsLong(), entry.get("ModifyIndex").getAsLong());
	}

	private static byte[] value(@Nullable JsonElement value) {
		return (value == null || value.isJsonNull()) ? NO_VALUE : Base64.getDecoder().decode(value.getAsString());
	}

	private static @Nullable String session(@Nullable JsonElement session) {
		return (session == null || session.getAsString().isEmpty()) ? null : session.getAsString();
	}

	/**
	 * Reads one element.
	 */
	private interface Element {

		void read() throws IOException;

	}

}
