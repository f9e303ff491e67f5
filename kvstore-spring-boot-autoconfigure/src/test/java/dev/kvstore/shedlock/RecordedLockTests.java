package dev.kvstore.shedlock;

import java.nio.file.Path;

import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecordedLock}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RecordedLockTests {

	@Test
	void aLockThatEndedBeforeItsUnlockIsWarnedAbout(@TempDir Path directory, CapturedOutput output) {
		try (Store store = StoreFactories.create("mapdb", directory.resolve("test.db").toString())) {
			StoreLockProvider provider = new StoreLockProvider(store, "locks");
			LockProviderCases.lock(provider, LockProviderCases.LONG).orElseThrow().unlock();
			assertThat(output).doesNotContain("ended before");
			SimpleLock lock = LockProviderCases.lock(provider, LockProviderCases.SHORT).orElseThrow();
			LockProviderCases.await().until(() -> !store.exists("locks/job"));
			lock.unlock();
			assertThat(output).contains("Lock 'job' ended before its task did", "PT0.05S");
		}
	}

}
