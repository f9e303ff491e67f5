package dev.kvstore.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.kvstore.api.KeyValue;

/**
 * A file that keeps what was last imported. Only its owner may read it, and it is either
 * the old or the new one as a whole.
 */
final class ConfigSnapshot {

	private static final String HEADER = "kvstore-config-snapshot 1";

	private static final String FOOTER = "end";

	private final Path file;

	private final String header;

	/**
	 * Creates a snapshot that may not be there yet.
	 * @param file the file
	 * @param backend the backend of the store
	 * @param namespace the namespace of its keys
	 */
	ConfigSnapshot(Path file, String backend, String namespace) {
		this.file = file.toAbsolutePath();
		this.header = String.join("\t", HEADER, backend, namespace);
	}

	Path file() {
		return this.file;
	}

	/**
	 * Writes the file.
	 * @param directories what to keep
	 * @throws UncheckedIOException if that is not possible; the old file is still there
	 */
	void write(Collection<ImportedDirectory> directories) {
		List<String> lines = new ArrayList<>();
		lines.add(this.header);
		for (ImportedDirectory directory : directories) {
			String path = directory.directory().path();
			lines.add(path);
			directory.keys().forEach((keyValue) -> lines.add(line(path, keyValue)));
		}
		lines.add(FOOTER);
		try {
			Path parent = this.file.getParent();
			// a temporary file is its owner's alone where the file system knows owners
			Path written = Files.createTempFile((parent != null) ? parent : Path.of("."), ".kvstore", ".tmp");
			try {
				Files.write(written, lines, StandardCharsets.UTF_8);
				try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
					channel.force(true);
				}
				move(written);
			}
			finally {
				Files.deleteIfExists(written);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void move(Path written) throws IOException {
		try {
			Files.move(written, this.file, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(written, this.file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static String line(String directory, KeyValue keyValue) {
		return String.join("\t", directory, keyValue.key(), Long.toString(keyValue.version()),
				Base64.getEncoder().encodeToString(keyValue.value()));
	}

	/**
	 * Reads the file.
	 * @return the keys by their directory, those without a key included; empty if there
	 * is no file
	 * @throws IllegalStateException if it is not a whole file of this store; neither the
	 * message nor a cause has any of it
	 */
	Optional<Map<String, List<KeyValue>>> read() {
		if (!Files.exists(this.file)) {
			return Optional.empty();
		}
		try {
			List<String> lines = Files.readAllLines(this.file, StandardCharsets.UTF_8);
			int last = lines.size() - 1;
			if (last < 1 || !lines.get(0).startsWith(HEADER) || !lines.get(last).equals(FOOTER)) {
				throw new IllegalArgumentException("it is not a whole file of this kind");
			}
			if (!lines.get(0).equals(this.header)) {
				throw new IllegalStateException(
						"The snapshot '" + this.file + "' of the configuration is of another backend or namespace");
			}
			Map<String, List<KeyValue>> found = new HashMap<>();
			lines.subList(1, last).forEach((line) -> add(line, found));
			return Optional.of(found);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException("The snapshot '" + this.file + "' of the configuration is damaged");
		}
		catch (IOException ex) {
			throw new IllegalStateException("The snapshot '" + this.file + "' of the configuration cannot be read", ex);
		}
	}

	private static void add(String line, Map<String, List<KeyValue>> found) {
		String[] fields = line.split("\t", -1);
		List<KeyValue> keys = found.computeIfAbsent(fields[0], (directory) -> new ArrayList<>());
		if (fields.length == 4) {
			keys.add(new KeyValue(fields[1], Base64.getDecoder().decode(fields[3]), Long.parseLong(fields[2])));
		}
		else if (fields.length != 1) {
			throw new IllegalArgumentException("it is not a whole file of this kind");
		}
	}

}
