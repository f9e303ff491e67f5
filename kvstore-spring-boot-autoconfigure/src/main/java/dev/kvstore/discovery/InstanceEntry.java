package dev.kvstore.discovery;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
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
		Map<String, Object> members = JsonText.members(text(stored));
		return new InstanceEntry(string(members, "host"), readPort(members.get("port")),
				"true".equals(members.get("secure")),
				members.containsKey("status") ? string(members, "status") : InstanceStatus.UP.name(),
				readMetadata(members.get("metadata")),
				members.containsKey("registration") ? string(members, "registration") : null);
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
		if (port instanceof String digits && digits.matches("[0-9]{1,5}") && Integer.parseInt(digits) <= 65535) {
			return Integer.parseInt(digits);
		}
		throw new IllegalArgumentException("it has no 'port'");
	}

	private static Map<String, String> readMetadata(@Nullable Object members) {
		Map<String, String> metadata = new LinkedHashMap<>();
		if (members instanceof Map<?, ?> map) {
			map.forEach((name, value) -> {
				if (value instanceof String string) {
					metadata.put((String) name, string);
				}
			});
		}
		return metadata;
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
