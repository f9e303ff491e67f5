package dev.kvstore.lock;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockLostException;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ReactiveLockTemplate}.
 */
class ReactiveLockTemplateTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final LockTaskOptions OPTIONS = LockTaskOptions.defaults();

	private final Store store;

	private final RecordedEvents events = new RecordedEvents();

	private final LockTemplate blocking;

	private final ReactiveLockTemplate template;

	ReactiveLockTemplateTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("store.db").toString());
		this.blocking = new LockTemplate(this.store, OPTIONS, "tests", this.events);
		this.template = new ReactiveLockTemplate(this.blocking);
	}

	@AfterEach
	void close() {
		this.blocking.close();
		this.store.close();
	}

	@Test
	void eachSubscriptionTakesTheLockAnew() {
		Mono<Long> token = this.template.mono("a", OPTIONS, (lock) -> Mono.fromSupplier(lock::fencingToken));
		assertThat(this.events.types()).isEmpty();
		List<Long> tokens = List.of(get(token), get(token), get(token));
		assertThat(tokens).isSorted().doesNotHaveDuplicates();
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void elementsAreThoseOfThePublisherWhileTheLockIsHeld() {
		Flux<Boolean> flux = this.template.flux("a", OPTIONS,
				(lock) -> Flux.range(0, 3).publishOn(Schedulers.parallel()).map((number) -> lock.isHeld()));
		assertThat(flux.collectList().block(PATIENCE)).containsExactly(true, true, true);
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void failureOfThePublisherIsPassedOnAndFreesTheLock() {
		IOException failure = new IOException("thrown by a test");
		Mono<String> failing = this.template.mono("a", OPTIONS, (lock) -> Mono.error(failure));
		assertThatException().isThrownBy(() -> failing.block(PATIENCE)).withCause(failure);
		assertThat(isFree("a")).isTrue();
		Flux<String> throwing = this.template.flux("a", OPTIONS, (lock) -> {
			throw new IllegalStateException("thrown by a test");
		});
		assertThatIllegalStateException().isThrownBy(() -> throwing.blockLast(PATIENCE))
			.withMessage("thrown by a test");
		assertThat(isFree("a")).isTrue();
	}

	@Test
	void busyLockIsAnError() throws InterruptedException {
		try (LockHandle rival = this.store.newLock("a").lock()) {
			assertThat(rival.isHeld()).isTrue();
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> this.template.mono("a", OPTIONS, (lock) -> Mono.just("never")).block(PATIENCE));
			assertThatExceptionOfType(LockNotAcquiredException.class)
				.isThrownBy(() -> this.template.flux("a", OPTIONS, (lock) -> Mono.just("never")).blockLast(PATIENCE));
		}
	}

	@Test
	void contextHasTheInnermostLock() {
		Mono<String> keys = this.template.mono("a", OPTIONS,
				(outer) -> this.template
					.mono("b", OPTIONS, (inner) -> ReactiveLockContext.current().map(LockHandle::key))
					.zipWith(ReactiveLockContext.current(), (inner, lock) -> inner + lock.key()));
		assertThat(get(keys)).isEqualTo("ba");
		assertThatIllegalStateException().isThrownBy(() -> ReactiveLockContext.current().block(PATIENCE))
			.withMessageContaining("no lock");
	}

	@Test
	void subscriberThatHoldsTheKeyFindsItBusyAtOnce() {
		LockTaskOptions patient = OPTIONS.withWaitTime(Duration.ofDays(1));
		Mono<String> nested = this.template.mono("a", patient, (lock) -> this.template.mono("b", patient,
				(other) -> this.template.mono("/a", patient, (never) -> Mono.just("never"))));
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(() -> nested.block(PATIENCE))
			.withMessageContaining("wait for itself");
	}

	@Test
	void lossThatIsOnlyToldLeavesThePublisher() {
		Mono<String> mono = this.template.mono("a", OPTIONS.withOnLost(OnLost.NOTIFY),
				(lock) -> Mono.fromCallable(() -> {
					destroy("a");
					Awaitility.await().until(() -> !this.events.of(LockLostEvent.class).isEmpty());
					return "result";
				}));
		assertThat(get(mono)).isEqualTo("result");
	}

	@Test
	void lossEndsAFluxThatHasElementsInLockLost() {
		Flux<Integer> flux = this.template.flux("a", OPTIONS,
				(lock) -> Flux.just(1).concatWith(Mono.fromRunnable(() -> destroy("a")).then(Mono.never())));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> flux.blockLast(PATIENCE));
	}

	@Test
	void failureAfterALossIsSuppressedByIt() {
		Mono<String> mono = this.template.mono("a", OPTIONS, (lock) -> Mono.fromCallable(() -> {
			destroy("a");
			throw new IOException("thrown by a test");
		}));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> mono.block(PATIENCE));
	}

	private static <T> T get(Mono<T> mono) {
		return mono.blockOptional(PATIENCE).orElseThrow();
	}

	private boolean isFree(String key) {
		return this.store.newLock(key).holder().isEmpty();
	}

	private void destroy(String key) {
		StoreLock lock = this.store.newLock(key);
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
	}

}
