package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;

/**
 * Holds a lock and keeps a key alive until it is killed or its input ends.
 */
public final class LeaseHolder {

	static final Duration KEY_TTL = Duration.ofSeconds(2);

	static final Duration LOCK_TTL = Duration.ofSeconds(1);

	private LeaseHolder() {
	}

	public static void main(String[] arguments) throws Exception {
		try (Store store = MapDbStore.open(MapDbSettings.of(Path.of(arguments[0])))) {
			store.put("kept", new byte[] { 1 }, PutOptions.ttl(KEY_TTL).withKeepAlive());
			LockHandle handle = store.newLock("job", LockOptions.defaults().withTtl(LOCK_TTL)).lock();
			handle.onLost(() -> System.out.println("lost"));
			System.out.println(handle.fencingToken());
			awaitEnd();
		}
	}

	private static void awaitEnd() throws IOException {
		int read = System.in.read();
		System.out.println("ending after " + read);
	}

}
