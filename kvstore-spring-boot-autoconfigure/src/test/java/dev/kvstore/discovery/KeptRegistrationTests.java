package dev.kvstore.discovery;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.DefaultServiceInstance;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreException;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link KeptRegistration}, whose pauses last until a test ends them.
 */
class KeptRegistrationTests {

	private static final String KEY = "services/orders/one";

	private static final StoreRegistration REGISTRATION = StoreRegistration
		.of(new DefaultServiceInstance("one", "orders", "h", 80, false));

	private final StoreFaults faults = new StoreFaults();

	private final Store store = this.faults.inject(StoreFactories.create("mapdb", "mem:"), Duration.ofMinutes(1));

	private final Pauses pauses = new Pauses();

	private final KeptRegistration kept = new KeptRegistration(this.store, KEY,
			PutOptions.ttl(Duration.ofMinutes(1)).withKeepAlive(), "this", this.pauses);

	@AfterEach
	void close() {
		this.pauses.shutdownNow();
		this.store.close();
	}

	@Test
	void lostRegistrationIsNotWrittenAgainOnceAnotherProcessHasTheId() {
		this.kept.write(REGISTRATION);
		this.store.delete(KEY);
		await().until(() -> this.pauses.all.size() == 1);
		this.store.put(KEY, "{\"host\":\"h\",\"port\":80,\"registration\":\"other\"}".getBytes(StandardCharsets.UTF_8));
		await().until(() -> this.pauses.all.get(0).isCancelled());
		assertThat(this.pauses.all).hasSize(1);
	}

	@Test
	void pausesGetLongerUntilAnAttemptSucceeds() {
		this.faults.loseRequests();
		for (int time = 0; time < 9; time++) {
			assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.kept.write(REGISTRATION));
		}
		assertThat(this.pauses.millis.get(0)).isBetween(250L, 750L);
		assertThat(this.pauses.millis.get(2)).isBetween(1_000L, 3_000L);
		assertThat(this.pauses.millis.get(8)).isBetween(7_000L, 15_000L);
		assertThat(this.pauses.all.subList(0, 8)).allMatch(ScheduledFuture::isCancelled);
		this.faults.recover();
		this.kept.write(REGISTRATION);
		this.store.delete(KEY);
		await().until(() -> this.pauses.all.size() == 10);
		assertThat(this.pauses.millis.get(9)).isBetween(250L, 750L);
	}

	@Test
	void withdrawalThatFailsIsTriedAgain() {
		this.kept.write(REGISTRATION);
		this.faults.loseRequests();
		assertThatExceptionOfType(StoreException.class).isThrownBy(this.kept::withdraw);
		assertThat(this.pauses.all).hasSize(1);
		this.faults.recover();
		this.kept.withdraw();
		assertThat(this.store.exists(KEY)).isFalse();
	}

	@Test
	void withdrawalTakesAWriteOfUnknownOutcomeToo() {
		this.faults.loseAnswers();
		assertThatExceptionOfType(StoreException.class).isThrownBy(() -> this.kept.write(REGISTRATION));
		this.faults.recover();
		assertThat(this.store.exists(KEY)).isTrue();
		this.kept.withdraw();
		assertThat(this.store.exists(KEY)).isFalse();
		assertThat(this.pauses.all).allMatch(ScheduledFuture::isCancelled);
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30));
	}

	/**
	 * Runs what is to run at once, and keeps everything else.
	 */
	private static final class Pauses extends ScheduledThreadPoolExecutor {

		private final List<ScheduledFuture<?>> all = new CopyOnWriteArrayList<>();

		private final List<ScheduledFuture<?>> begun = new CopyOnWriteArrayList<>();

		private final List<Long> millis = new CopyOnWriteArrayList<>();

		Pauses() {
			super(1);
		}

		@Override
		public void execute(Runnable task) {
			this.begun.add(super.schedule(task, 0, TimeUnit.SECONDS));
		}

		@Override
		public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
			this.millis.add(unit.toMillis(delay));
			ScheduledFuture<?> pause = super.schedule(task, 1, TimeUnit.HOURS);
			this.all.add(pause);
			return pause;
		}

	}

}
