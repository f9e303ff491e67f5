package dev.kvstore.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.BaseSubscriber;

import dev.kvstore.api.Store;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.kit.FeatureContract;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What application events, listener methods and reactive watches do on every backend. A
 * backend's test class extends it; no case may be skipped or weakened.
 */
abstract class EventContract extends FeatureContract {

	final String directory = "events-" + UUID.randomUUID();

	private final List<AnnotationConfigApplicationContext> applications = new ArrayList<>();

	final AnnotationConfigApplicationContext start(Store store, Class<?> bean, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("events.directory=" + this.directory);
		AnnotationConfigApplicationContext application = Application.start(store, all, bean);
		this.applications.add(application);
		return application;
	}

	final void put(Store store, String name, String value) {
		store.put(this.directory + "/" + name, value.getBytes(StandardCharsets.UTF_8));
	}

	@AfterEach
	void close() {
		this.applications.forEach(AnnotationConfigApplicationContext::close);
	}

	@Test
	void changesArePublishedButNotTheFirstState() {
		Store store = open();
		put(store, "present", "1");
		put(store, "changing", "1");
		List<String> events = events(
				start(store, PublishedEvents.class, "kvstore.watch.directories=" + this.directory));
		Application.await().until(() -> events.contains("synced"));
		put(store, "changing", "2");
		Application.await().until(() -> events.size() == 2);
		put(store, "new", "1");
		Application.await().until(() -> events.size() == 3);
		store.delete(this.directory + "/new");
		store.delete(this.directory + "/present");
		Application.await().until(() -> events.size() == 5);
		assertThat(events).containsExactly("synced", "changing=2", "new=1", "new deleted", "present deleted");
	}

	@Test
	void firstStateIsPublishedIfAskedFor() {
		Store store = open();
		put(store, "a", "1");
		put(store, "b", "1");
		put(store, "b/below", "1");
		List<String> events = events(start(store, PublishedEvents.class, "kvstore.watch.publish-initial=true",
				"kvstore.watch.keys=" + this.directory + "/b"));
		Application.await().until(() -> events.contains("synced"));
		put(store, "b", "2");
		Application.await().until(() -> events.size() == 3);
		assertThat(events).containsExactly("b=1", "synced", "b=2");
	}

	final List<String> events(AnnotationConfigApplicationContext application) {
		return application.getBean(PublishedEvents.class).events();
	}

	@Test
	void slowListenerMethodEndsWithTheStateOfTheStore() {
		Store store = open();
		Slow slow = start(open(), Slow.class).getBean(Slow.class);
		Hammer.start(store, this.directory, Hammer.CHANGES).join();
		Application.await().untilAsserted(() -> assertThat(slow.view()).isEqualTo(store.list(this.directory)));
		assertThat(slow.violations()).isEmpty();
		assertThat(slow.pending).isBetween(2, Hammer.KEYS);
	}

	@Test
	void oneChangeOfEachKeyWaitsForAMethodThatIsBusyWhileOthersAreCalled() {
		Store store = open();
		AnnotationConfigApplicationContext application = start(open(), Blocked.class);
		StoreListeners listeners = application.getBean(StoreListeners.class);
		Blocked blocked = application.getBean(Blocked.class);
		try {
			Hammer.start(store, this.directory, Hammer.CHANGES / 5).join();
			Application.await()
				.untilAsserted(() -> assertThat(blocked.other.view()).isEqualTo(store.list(this.directory)));
			assertThat(blocked.calls()).isEqualTo(1);
			assertThat(listeners.pending()).isBetween(2, Hammer.KEYS);
		}
		finally {
			blocked.gate.countDown();
		}
		Application.await().untilAsserted(() -> assertThat(blocked.view()).isEqualTo(store.list(this.directory)));
		assertThat(blocked.calls()).isLessThanOrEqualTo(1 + Hammer.KEYS);
		assertThat(blocked.violations()).isEmpty();
		assertThat(blocked.other.violations()).isEmpty();
	}

	@Test
	void stopsInTimeWhileChangesComeIn() {
		Store store = open();
		AnnotationConfigApplicationContext application = start(open(), Stuck.class,
				"kvstore.watch.directories=" + this.directory);
		Stuck stuck = application.getBean(Stuck.class);
		Hammer hammer = Hammer.start(store, this.directory, Integer.MAX_VALUE);
		try {
			Application.await().until(() -> stuck.entered.getCount() == 0);
			long begun = System.nanoTime();
			application.close();
			assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
			int calls = stuck.calls();
			assertThat(stuck.interrupted.getCount()).isZero();
			Hammer.start(store, this.directory, 1_000).join();
			assertThat(stuck.calls()).isEqualTo(calls);
		}
		finally {
			hammer.end();
			stuck.gate.countDown();
		}
		Application.await().until(() -> listenerThreads() == 0);
	}

	private static long listenerThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("kvstore-listener-"))
			.count();
	}

	@Test
	void subscriberThatAsksForNothingGetsEachKeyOnce() {
		Store store = open();
		ReactiveWatches watches = start(open(), PublishedEvents.class).getBean(ReactiveWatches.class);
		Asking asking = new Asking();
		Asking eager = new Asking();
		watches.watchTree(this.directory).subscribe(asking);
		watches.watchTree(this.directory).subscribe(eager);
		eager.request(Long.MAX_VALUE);
		Hammer.start(store, this.directory, Hammer.CHANGES / 5).join();
		Application.await().untilAsserted(() -> assertThat(eager.view.view()).isEqualTo(store.list(this.directory)));
		assertThat(asking.view.calls()).isZero();
		asking.request(7);
		assertThat(asking.events).isEqualTo(7);
		asking.request(Long.MAX_VALUE);
		Application.await().untilAsserted(() -> assertThat(asking.view.view()).isEqualTo(store.list(this.directory)));
		assertThat(asking.view.calls()).isLessThanOrEqualTo(Hammer.KEYS);
		assertThat(asking.view.violations()).isEmpty();
		assertThat(eager.view.violations()).isEmpty();
		asking.cancel();
		eager.cancel();
	}

	private static boolean pass(CountDownLatch gate) {
		try {
			gate.await();
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	static class Slow extends ListenedView {

		private final ObjectProvider<StoreListeners> listeners;

		private volatile int pending;

		Slow(ObjectProvider<StoreListeners> listeners) {
			this.listeners = listeners;
		}

		@StoreListener("${events.directory}/{writer}/{number}")
		void changed(WatchEvent change, String writer, String number) {
			assertThat(CoalescedEvents.keyOf(change)).endsWith("/" + writer + "/" + number);
			this.pending = Math.max(this.pending, this.listeners.getObject().pending());
			record(change, () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)));
		}

	}

	static class Blocked extends ListenedView {

		private final CountDownLatch gate = new CountDownLatch(1);

		private final ListenedView other = new ListenedView();

		@StoreListener("${events.directory}/**")
		void changed(WatchEvent change) {
			record(change, () -> pass(this.gate));
		}

		@StoreListener("${events.directory}/{*rest}")
		void alsoChanged(WatchEvent change) {
			this.other.record(change, () -> {
			});
		}

	}

	static class Stuck extends ListenedView {

		private final CountDownLatch entered = new CountDownLatch(2);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		private final CountDownLatch gate = new CountDownLatch(1);

		@StoreListener("${events.directory}/**")
		void changed(WatchEvent change) {
			record(change, () -> {
				this.entered.countDown();
				if (!pass(this.gate)) {
					this.interrupted.countDown();
				}
			});
		}

		@EventListener
		void published(KeyPutEvent event) {
			this.entered.countDown();
			pass(this.gate);
		}

	}

	static final class Asking extends BaseSubscriber<WatchEvent> {

		private final ListenedView view = new ListenedView();

		private volatile int events;

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// asks for nothing yet
		}

		@Override
		@SuppressWarnings("NonAtomicVolatileUpdate") // signals come one after another
		protected void hookOnNext(WatchEvent event) {
			if (CoalescedEvents.keyOf(event) != null) {
				this.view.record(event, () -> {
				});
			}
			this.events++;
		}

	}

}
