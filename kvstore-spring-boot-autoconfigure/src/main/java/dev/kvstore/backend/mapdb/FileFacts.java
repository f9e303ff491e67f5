package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the system tells about the file.
 */
final class FileFacts {

	private FileFacts() {
	}

	static Map<String, Object> of(Path file) {
		Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("file", file.toString());
		try {
			facts.put("size", Files.size(file));
			facts.put("freeDisk", Files.getFileStore(file).getUsableSpace());
		}
		catch (IOException ex) {
			facts.put("problem", String.valueOf(ex.getMessage()));
		}
		return facts;
	}

}
