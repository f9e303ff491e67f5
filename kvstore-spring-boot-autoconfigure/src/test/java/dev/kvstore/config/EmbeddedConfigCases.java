package dev.kvstore.config;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

/**
 * Cases of imported configuration that are the same on every backend, and are shown on
 * the embedded one.
 */
abstract class EmbeddedConfigCases extends ConfigCases {

	@TempDir
	Path directory;

	@Override
	final String backend() {
		return "mapdb";
	}

	@Override
	final String endpoint() {
		return this.directory.resolve("test.db").toString();
	}

}
