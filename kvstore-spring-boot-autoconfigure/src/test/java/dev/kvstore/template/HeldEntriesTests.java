package dev.kvstore.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeldEntries} under changes faster than a store's.
 */
class HeldEntriesTests {

	private static final int CHANGES = 300_000;

	private final HeldEntries<Long> entries = new HeldEntries<>(KeyValue::version, new ConcurrentHashMap<>());

	private final List<Long> listed = new ArrayList<>();

	private final HeldEntries<Long> observed = new HeldEntries<>(KeyValue::version, new ConcurrentHashMap<>() {

		@Override
		public HeldEntry<Long> put(String key, HeldEntry<Long> entry) {
			HeldEntries<Long> changing = HeldEntriesTests.this.observed;
			changing.sorted();
			HeldEntry<Long> before = super.put(key, entry);
			HeldEntriesTests.this.listed.add(changing.sorted().get(0).version());
			return before;
		}

	});

	@Test
	void whatOneReadSawIsInTheNextListing() throws Exception {
		put(this.entries, 1);
		this.entries.onEvent(new WatchEvent.Synced());
		AtomicBoolean done = new AtomicBoolean();
		List<Long> backwardSteps = Together.run(3, (i) -> () -> {
			if (i == 0) {
				for (long version = 2; version <= CHANGES; version++) {
					put(this.entries, version);
				}
				done.set(true);
			}
			long steps = 0;
			while (!done.get()) {
				long seen = Objects.requireNonNull(this.entries.find("a")).value().orElseThrow();
				steps += (this.entries.sorted().get(0).version() < seen) ? 1 : 0;
			}
			return steps;
		});
		assertThat(backwardSteps).containsOnly(0L);
		assertThat(this.entries.sorted()).extracting(Entry::version).containsExactly((long) CHANGES);
	}

	@Test
	void aListingThatIsMadeDuringAChangeIsNotKept() {
		put(this.observed, 1);
		put(this.observed, 2);
		assertThat(this.listed).containsExactly(1L, 2L);
		assertThat(this.observed.sorted()).extracting(Entry::version).containsExactly(2L);
	}

	private static void put(HeldEntries<Long> changed, long version) {
		changed.onEvent(new WatchEvent.Put(new KeyValue("a", new byte[0], version)));
	}

}
