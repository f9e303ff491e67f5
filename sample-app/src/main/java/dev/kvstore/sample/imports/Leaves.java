package dev.kvstore.sample.imports;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.springframework.util.unit.DataSize;

/**
 * The leaves of a document by the key that each will have.
 */
final class Leaves {

	private static final DataSize MAX_VALUE = DataSize.ofKilobytes(256);

	private static final DataSize MAX_TOTAL = DataSize.ofMegabytes(16);

	private static final Pattern INDEX = Pattern.compile("\\[(\\d+)]");

	private static final Pattern SEPARATOR = Pattern.compile("[./]");

	private final String root;

	private final Map<String, byte[]> values = new TreeMap<>();

	private long size;

	Leaves(String directory) {
		this.root = (directory.isEmpty() || directory.endsWith("/")) ? directory : directory + "/";
	}

	static String child(String parent, String name) {
		return parent.isEmpty() ? name : parent + "." + name;
	}

	/**
	 * Adds a leaf. Its name {@code a.b[0]} becomes the key {@code a/b/0}.
	 * @param name the name in the document
	 * @param value the text
	 * @throws IllegalArgumentException if the name has an empty part or leads to the key
	 * of another leaf, or there is too much of them
	 */
	void add(String name, String value) {
		String key = this.root + path(name);
		byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
		this.size += key.length() + bytes.length;
		if (bytes.length > MAX_VALUE.toBytes() || this.size > MAX_TOTAL.toBytes()) {
			throw new IllegalArgumentException("The value of '" + name + "' is too large, or all together are");
		}
		if (this.values.put(key, bytes) != null) {
			throw new IllegalArgumentException("More than one value is named '" + name + "'");
		}
	}

	Map<String, byte[]> byKey() {
		return Collections.unmodifiableMap(this.values);
	}

	private static String path(String name) {
		String[] segments = SEPARATOR.split(INDEX.matcher(name).replaceAll(".$1"), -1);
		for (String segment : segments) {
			if (segment.isEmpty()) {
				throw new IllegalArgumentException("The name '" + name + "' has an empty part");
			}
		}
		return String.join("/", segments);
	}

}
