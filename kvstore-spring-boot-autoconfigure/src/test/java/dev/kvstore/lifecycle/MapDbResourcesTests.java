package dev.kvstore.lifecycle;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;

class MapDbResourcesTests extends ResourcesContract {

	private final Path file;

	MapDbResourcesTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
	}

	@Override
	List<String> properties() {
		return List.of("kvstore.mapdb.path=" + this.file);
	}

}
