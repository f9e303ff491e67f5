package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Holds a store open until it is killed or its input ends.
 */
public final class FileHolder {

	private FileHolder() {
	}

	public static void main(String[] arguments) throws IOException {
		try (MapDbStore store = MapDbStore.open(MapDbSettings.of(Path.of(arguments[0])))) {
			store.put("held", new byte[] { 1 });
			System.out.println("open");
			int end = System.in.read();
			System.out.println("closing at " + end);
		}
	}

}
