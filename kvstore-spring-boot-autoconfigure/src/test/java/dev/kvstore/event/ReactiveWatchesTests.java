package dev.kvstore.event;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ReactiveWatches}.
 */
class ReactiveWatchesTests extends MapDbApplicationTests {

	private final ReactiveWatches watches = new ReactiveWatches(this.store);

	ReactiveWatchesTests(@TempDir Path directory) {
		super(directory);
	}

	@Test
	void eachSubscriptionGetsStateSyncedAndChanges() {
		put("flags/a", "1");
		List<WatchEvent> events = this.watches.watchTree("flags")
			.take(3)
			.doOnNext((event) -> put("flags/b", "1"))
			.collectList()
			.block(Duration.ofSeconds(20));
		assertThat(events).extracting((event) -> String.valueOf(CoalescedEvents.keyOf(event)))
			.containsExactly("flags/a", "null", "flags/b");
		assertThat(this.watches.watch("flags/b").blockFirst(Duration.ofSeconds(20))).isInstanceOfSatisfying(
				WatchEvent.Put.class, (put) -> assertThat(put.keyValue().key()).isEqualTo("flags/b"));
	}

	@Test
	void cancellingEndsTheWatchAndNothingIsToldAfterwards() {
		ObservedStore observed = new ObservedStore(this.store);
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		Flux<WatchEvent> flux = new ReactiveWatches(observed.store()).watchTree("");
		assertThat(observed.opened()).isEmpty();
		Disposable subscription = flux.subscribe(events::add);
		Application.await().until(() -> events.size() == 1);
		assertThat(observed.opened().get(0).isActive()).isTrue();
		subscription.dispose();
		Application.await().until(() -> !observed.opened().get(0).isActive());
		put("a", "1");
		assertThat(events).hasSize(1);
	}

	@Test
	void refusalOfTheStoreIsTheStreamsFailure() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.watches.watch("a//b").blockFirst())
			.withMessageContaining("'a//b'");
	}

	@Test
	void requestOfNothingIsAFailure() {
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		this.watches.watchTree("").subscribe(new Subscriber<WatchEvent>() {

			@Override
			public void onSubscribe(Subscription subscription) {
				subscription.request(0);
			}

			@Override
			public void onNext(WatchEvent event) {
				failures.add(new IllegalStateException(event.toString()));
			}

			@Override
			public void onError(Throwable failure) {
				failures.add(failure);
			}

			@Override
			public void onComplete() {
				failures.add(new IllegalStateException("completed"));
			}

		});
		assertThat(failures).singleElement().isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void closingCompletesEveryStream() {
		CountDownLatch completed = new CountDownLatch(2);
		this.watches.watchTree("").subscribe((event) -> {
		}, (failure) -> {
		}, completed::countDown);
		this.watches.close();
		assertThat(completed.getCount()).isEqualTo(1);
		this.watches.watchTree("").subscribe((event) -> {
		}, (failure) -> {
		}, completed::countDown);
		assertThat(completed.getCount()).isZero();
	}

	@Test
	void streamsEndBeforeTheWebServerDrainsAndBeginAgainWithTheApplication() {
		AnnotationConfigApplicationContext application = start(List.of(), PublishedEvents.class);
		ReactiveWatches bean = application.getBean(ReactiveWatches.class);
		assertThat(bean.getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
		CountDownLatch completed = new CountDownLatch(1);
		bean.watchTree("").doOnComplete(completed::countDown).subscribe();
		application.stop();
		assertThat(completed.getCount()).isZero();
		assertThat(bean.watchTree("").blockFirst()).isNull();
		application.start();
		assertThat(bean.watchTree("").blockFirst(Duration.ofSeconds(20))).isEqualTo(new WatchEvent.Synced());
	}

	@Test
	void subscriberThatThrowsAgainstTheRulesHasCancelled() {
		ObservedStore observed = new ObservedStore(this.store);
		new ReactiveWatches(observed.store()).watchTree("").subscribe(new BaseSubscriber<>() {

			@Override
			protected void hookOnNext(WatchEvent event) {
				// one that Reactor passes on instead of making it the stream's failure
				throw new StackOverflowError("on purpose");
			}

		});
		Application.await().until(() -> !observed.opened().isEmpty() && !observed.opened().get(0).isActive());
	}

	@Test
	void subscriberThatBlocksHoldsUpNobodyWhoCancels() {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch gate = new CountDownLatch(1);
		List<WatchEvent> others = new CopyOnWriteArrayList<>();
		BaseSubscriber<WatchEvent> blocking = new BaseSubscriber<>() {

			@Override
			protected void hookOnNext(WatchEvent event) {
				entered.countDown();
				while (gate.getCount() > 0) {
					awaitUninterruptibly(gate);
				}
			}

		};
		this.watches.watchTree("").subscribe(blocking);
		Disposable other = this.watches.watchTree("").subscribe(others::add);
		Application.await().until(() -> entered.getCount() == 0);
		put("a", "1");
		Application.await().until(() -> others.size() == 2);
		blocking.cancel();
		assertThat(gate.getCount()).isEqualTo(1);
		gate.countDown();
		other.dispose();
	}

	@Test
	void whoCancelsDoesNotWaitUntilTheWatchIsClosed() {
		CountDownLatch gate = new CountDownLatch(1);
		Store closingSlowly = mock(Store.class, (opening) -> mock(Watch.class, (closing) -> {
			awaitUninterruptibly(gate);
			return null;
		}));
		Disposable subscription = new ReactiveWatches(closingSlowly).watchTree("").subscribe();
		CompletableFuture<Void> cancelled = CompletableFuture.runAsync(subscription::dispose);
		try {
			Application.await().until(cancelled::isDone);
		}
		finally {
			gate.countDown();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
