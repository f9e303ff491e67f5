package dev.kvstore.config;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

class MapDbConfigTests extends ConfigContract {

	private final Path file;

	MapDbConfigTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
	}

	@Override
	String backend() {
		return "mapdb";
	}

	@Override
	String endpoint() {
		return this.file.toString();
	}

}
