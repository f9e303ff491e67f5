package dev.kvstore.config;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.config.ConfigSource.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FollowedDirectory}.
 */
class FollowedDirectoryTests {

	private final ConfigDirectory directory = new ConfigDirectory("dir", DocumentFormat.KEYS);

	private final ImportedDirectory imported = new ImportedDirectory(this.directory,
			new DocumentReader(this.directory, (profile) -> true), ConfigSource.of(Kind.NONE), List.of());

	private final AtomicInteger changes = new AtomicInteger();

	private final FollowedDirectory followed = new FollowedDirectory(this.imported, this.changes::incrementAndGet);

	@Test
	void firstStateTakesThePlaceOfWhatWasImportedOnceItIsComplete() {
		this.imported.put(keyValue("dir/deleted", 1));
		this.followed.onEvent(new WatchEvent.Put(keyValue("dir/a", 2)));
		assertThat(this.followed.read()).isEmpty();
		assertThat(this.changes).hasValue(0);
		this.followed.onEvent(new WatchEvent.Synced());
		assertThat(this.followed.read()).isPresent();
		assertThat(this.changes).hasValue(1);
		assertThat(this.imported.keys()).containsExactly(keyValue("dir/a", 2));
	}

	@Test
	void whatAnInterruptionMissedIsNotToldBeforeItIsComplete() {
		this.followed.onEvent(new WatchEvent.Put(keyValue("dir/a", 1)));
		this.followed.onEvent(new WatchEvent.Synced());
		this.followed.onEvent(new WatchEvent.Interrupted(
				new StoreUnavailableException("mine", "watch", null, false, "it is not reachable", null)));
		this.followed.onEvent(new WatchEvent.Put(keyValue("dir/b", 2)));
		this.followed.onEvent(new WatchEvent.Deleted("dir/a", 3));
		assertThat(this.followed.read()).isEmpty();
		assertThat(this.changes).hasValue(1);
		this.followed.onEvent(new WatchEvent.Synced());
		assertThat(this.changes).hasValue(2);
		assertThat(this.imported.keys()).containsExactly(keyValue("dir/b", 2));
	}

	private static KeyValue keyValue(String key, long version) {
		return new KeyValue(key, new byte[0], version);
	}

}
