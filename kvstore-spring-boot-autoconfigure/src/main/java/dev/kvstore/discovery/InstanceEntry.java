package dev.kvstore.discovery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParser;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.json.JsonWriter;

import dev.kvstore.api.KeyValue;

/**
 * What the store has of an instance, as JSON.
 *
 * @param host its host
 * @param port its port
 * @param secure whether it speaks HTTPS
 * @param status whether it wants to be called; unknown ones do not
 * @param metadata what it tells besides
 * @param registration tells the process that has registered it from others, if one has
 */
record InstanceEntry(String host, int port, boolean secure, String status, Map<String, String> metadata,
		@Nullable String registration) {

	private static final int LARGEST_PORT = 65535;

	private static final JsonParser PARSER = JsonParserFactory.getJsonParser();

	private static final JsonWriter<InstanceEntry> WRITER = JsonWriter.of((members) -> {
		members.add("host", InstanceEntry::host);
		members.add("port", InstanceEntry::port);
		members.add("secure", InstanceEntry::secure);
		members.add("status", InstanceEntry::status);
		members.add("metadata", InstanceEntry::metadata);
		members.add("registration", InstanceEntry::registration).whenNotNull();
	});

	/**
	 * Reads an entry. Members that it does not know do not matter.
	 * @param stored the key with its value
	 * @return the entry
	 * @throws IllegalArgumentException if it is none, without a part of the value
	 */
	static InstanceEntry of(KeyValue stored) {
		return of(stored, PARSER);
	}

	static InstanceEntry of(KeyValue stored, JsonParser parser) {
		String text = text(stored);
		Map<String, Object> members = text.strip().startsWith("{") ? members(text, parser) : Map.of();
		return new InstanceEntry(string(members, "host"), readPort(members.get("port")),
				Boolean.TRUE.equals(members.get("secure")),
				(members.get("status") != null) ? string(members, "status") : InstanceStatus.UP.name(),
				readMetadata(members.get("metadata")),
				(members.get("registration") != null) ? string(members, "registration") : null);
	}

	private static Map<String, Object> members(String text, JsonParser parser) {
		try {
			return parser.parseMap(text);
		}
		catch (JsonParseException ex) {
			// its cause may quote the value
			throw new IllegalArgumentException("it is no object in JSON");
		}
	}

	private static String text(KeyValue stored) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(stored.value())).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("it is not UTF-8", ex);
		}
	}

	private static String string(Map<String, Object> members, String name) {
		if (members.get(name) instanceof String string && !string.isBlank()) {
			return string;
		}
		throw new IllegalArgumentException("it has no '" + name + "'");
	}

	private static int readPort(@Nullable Object port) {
		if (port instanceof Number number && number.doubleValue() == number.intValue() && number.intValue() >= 0
				&& number.intValue() <= LARGEST_PORT) {
			return number.intValue();
		}
		throw new IllegalArgumentException("it has no 'port'");
	}

	private static Map<String, String> readMetadata(@Nullable Object members) {
		Map<String, String> metadata = new LinkedHashMap<>();
		if (members instanceof Map<?, ?> map) {
			map.forEach((name, value) -> {
				if (value instanceof String || value instanceof Boolean) {
					metadata.put((String) name, value.toString());
				}
				else if (value instanceof Number number) {
					metadata.put((String) name, text(number));
				}
			});
		}
		return metadata;
	}

	private static String text(Number number) {
		// to some parsers all numbers are of floating point
		return (number.doubleValue() == number.longValue()) ? String.valueOf(number.longValue()) : number.toString();
	}

	byte[] bytes() {
		return WRITER.writeToString(this).getBytes(StandardCharsets.UTF_8);
	}

	boolean isUp() {
		return InstanceStatus.UP.name().equalsIgnoreCase(this.status);
	}

	boolean isBy(String registration) {
		return registration.equals(this.registration);
	}

	/**
	 * Shows the address only.
	 */
	@Override
	public String toString() {
		return this.host + ":" + this.port;
	}

}
