package dev.kvstore.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreActivity.OwnedLock;
import dev.kvstore.api.StoreStatus;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link StoreHealthIndicator}.
 */
class StoreHealthIndicatorTests {

	private static final Duration MAX_STALENESS = Duration.ofMinutes(10);

	private final Store store = mock();

	private final StoreActivity activity = mock();

	@Test
	void withoutAQuorumItIsOutOfService() {
		answer(false);
		Health health = health(this.activity);
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).containsEntry("backend", "mine")
			.containsEntry("reason", "no quorum")
			.containsEntry("version", "1.0");
	}

	@Test
	void aWatchThatIsInterruptedForTooLongPutsItOutOfService() {
		answer(true);
		Instant since = Instant.now().minus(MAX_STALENESS).minusSeconds(1);
		given(this.activity.watches()).willReturn(
				List.of(new OpenWatch("a", true, false, since, since), new OpenWatch("b", true, true, since, since)));
		Health health = health(this.activity);
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).containsEntry("reason", "watches interrupted for more than PT10M: [a]")
			.containsEntry("watches", Map.of("current", 1, "interrupted", 1, "interruptedSince",
					List.of(Map.of("directory", "a", "since", since, "lastContact", since))));
	}

	@Test
	void aWatchThatIsInterruptedForAWhileIsTold() {
		answer(true);
		Instant since = Instant.now().minus(MAX_STALENESS.dividedBy(2));
		given(this.activity.watches()).willReturn(List.of(new OpenWatch("a", false, false, since, since)));
		Health health = health(this.activity);
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).doesNotContainKey("reason")
			.containsEntry("watches", Map.of("current", 0, "interrupted", 1, "interruptedSince",
					List.of(Map.of("key", "a", "since", since, "lastContact", since))));
	}

	@Test
	void withoutAnAnswerItIsDownEvenIfAWatchIsInterruptedForTooLong() {
		given(this.store.status())
			.willThrow(new StoreUnavailableException("mine", "status", null, false, "no server answers", null));
		given(this.activity.watches())
			.willReturn(List.of(new OpenWatch("a", true, false, Instant.EPOCH, Instant.EPOCH)));
		given(this.activity.locks()).willReturn(List.of(new OwnedLock("l", 1, Instant.EPOCH)));
		Health health = health(this.activity);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("backend", "mine")
			.containsEntry("locks", Map.of("held", 1, "keys", List.of("l")))
			.containsKey("watches");
		assertThat(health.getDetails().get("error")).asString().contains("mine: status failed: no server answers");
	}

	@Test
	void anyOtherFailureOfAStoreIsDownToo() {
		given(this.store.status()).willThrow(new UnsupportedOperationException("not here"));
		Health health = health(this.activity);
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails()).containsEntry("backend", "configured").containsKeys("error", "watches");
	}

	@Test
	void manyLocksAndWatchesAreCountedAndSomeOfThemNamed() {
		answer(true);
		given(this.activity.locks()).willReturn(IntStream.range(0, 1000)
			.mapToObj((number) -> new OwnedLock("l" + number, number, Instant.EPOCH))
			.toList());
		given(this.activity.watches()).willReturn(IntStream.range(0, 1000)
			.mapToObj((number) -> new OpenWatch("w" + number, true, false, Instant.EPOCH, Instant.EPOCH))
			.toList());
		Map<String, Object> details = health(this.activity).getDetails();
		assertThat(details.get("locks")).asString().contains("held=1000", "l19").doesNotContain("l20");
		assertThat(details.get("watches")).asString().contains("interrupted=1000", "w19").doesNotContain("w20");
		assertThat(details.get("reason")).asString().contains("w19").doesNotContain("w20");
	}

	@Test
	void withoutKnownActivityTheBackendsOwnDetailsStay() {
		given(this.store.status()).willReturn(new StoreStatus("mine", true, Map.of("watches", 3)));
		assertThat(health(null).getDetails()).isEqualTo(Map.of("backend", "mine", "watches", 3));
	}

	private void answer(boolean quorum) {
		given(this.store.status()).willReturn(new StoreStatus("mine", quorum, Map.of("version", "1.0")));
	}

	private Health health(@Nullable StoreActivity known) {
		try (StoreHealthIndicator indicator = new StoreHealthIndicator("configured", this.store, known,
				Duration.ofMinutes(1), MAX_STALENESS)) {
			return indicator.health();
		}
	}

}
