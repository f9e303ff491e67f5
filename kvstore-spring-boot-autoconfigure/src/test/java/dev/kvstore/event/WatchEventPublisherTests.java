package dev.kvstore.event;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.leader.LeaderElector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link WatchEventPublisher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WatchEventPublisherTests extends MapDbApplicationTests {

	private static final List<String> ROOT = List.of("kvstore.watch.directories=/");

	WatchEventPublisherTests(@TempDir Path directory) {
		super(directory);
	}

	@Test
	void phaseIsBetweenLeaderElectionAndSchedulers() {
		assertThat(WatchEventPublisher.PHASE).isEqualTo(StoreListeners.PHASE)
			.isGreaterThan(LeaderElector.PHASE)
			.isLessThan(SmartLifecycle.DEFAULT_PHASE);
	}

	@Test
	void listenerThatThrowsIsLoggedWithTheKeyAndDoesNotEndTheWatch(CapturedOutput output) {
		Throwing throwing = Synced.await(start(ROOT, Throwing.class)).getBean(Throwing.class);
		put("bad", "secret");
		put("good", "secret");
		Application.await().until(() -> throwing.told.contains("good"));
		this.store.delete("bad");
		Application.await().until(() -> throwing.told.size() == 3);
		assertThat(throwing.told).containsExactly("bad", "good", "bad");
		Application.await()
			.untilAsserted(
					() -> assertThat(output).contains("A listener of KeyPutEvent of 'bad' in the watch of '/' failed")
						.contains("A listener of KeyDeletedEvent of 'bad'")
						.doesNotContain("secret"));
	}

	@Test
	void whatAListenerThrowsIsNotPassedOnToTheStore() {
		PublishedWatch watch = new PublishedWatch(WatchedPath.directory(""), true, (event) -> {
			throw new IllegalStateException("on purpose");
		});
		assertThatNoException().isThrownBy(() -> watch.onEvent(new WatchEvent.Synced()));
	}

	@Test
	void eventsTellWhatIsWatchedAndNeverShowAValue() {
		WatchedPath watch = WatchedPath.directory("/flags/");
		KeyValue keyValue = new KeyValue("flags/a", new byte[] { 's', 'e', 'c', 'r', 'e', 't' }, 3);
		assertThat(new KeyPutEvent(watch, keyValue))
			.hasToString("KeyPutEvent[watch=flags/, keyValue=KeyValue[key=flags/a, version=3, size=6]]");
		assertThat(new KeyPutEvent(watch, keyValue).value()).isEqualTo(keyValue.value());
		assertThat(watch).isEqualTo(new WatchedPath("flags", true)).isNotEqualTo(WatchedPath.key("flags"));
	}

	@Test
	void whatComesBeforeTheFirstSyncedBelongsToTheFirstStateAndNothingElse() {
		List<Object> published = new CopyOnWriteArrayList<>();
		WatchedPath path = WatchedPath.directory("");
		PublishedWatch watch = new PublishedWatch(path, false, published::add);
		StoreUnavailableException cut = new StoreUnavailableException("mapdb", "watch", "", false, "cut", null);
		KeyValue changed = new KeyValue("a", new byte[0], 2);
		watch.onEvent(new WatchEvent.Put(new KeyValue("a", new byte[0], 1)));
		watch.onEvent(new WatchEvent.Interrupted(cut));
		watch.onEvent(new WatchEvent.Deleted("b", 1));
		watch.onEvent(new WatchEvent.Synced());
		watch.onEvent(new WatchEvent.Interrupted(cut));
		watch.onEvent(new WatchEvent.Put(changed));
		watch.onEvent(new WatchEvent.Deleted("c", 3));
		watch.onEvent(new WatchEvent.Synced());
		assertThat(published).containsExactly(new WatchInterruptedEvent(path, cut), new WatchSyncedEvent(path),
				new WatchInterruptedEvent(path, cut), new KeyPutEvent(path, changed), new KeyDeletedEvent(path, "c", 3),
				new WatchSyncedEvent(path));
	}

	@Test
	void watchesOfTheSamePathAreOne() {
		PublishedEvents events = start(List.of("kvstore.watch.directories=a,/a/,b"), PublishedEvents.class)
			.getBean(PublishedEvents.class);
		Application.await().until(() -> events.events().size() == 2);
		put("a/x", "1");
		put("b/x", "2");
		Application.await().until(() -> events.events().contains("x=2") && events.events().contains("x=1"));
		assertThat(events.events()).containsExactlyInAnyOrder("synced", "synced", "x=1", "x=2");
	}

	@Test
	void watchesEndWithTheApplication() {
		ObservedStore observed = new ObservedStore(this.store);
		try (AnnotationConfigApplicationContext application = Application.start(observed.store(),
				List.of("kvstore.watch.directories=a,b", "kvstore.watch.keys=c"), PublishedEvents.class)) {
			assertThat(application.getBean(WatchEventPublisher.class).isRunning()).isTrue();
			assertThat(observed.opened()).hasSize(3).allMatch(Watch::isActive);
		}
		assertThat(observed.opened()).hasSize(3).noneMatch(Watch::isActive);
	}

	@Test
	void eachStartHasAFirstStateOfItsOwn() {
		AnnotationConfigApplicationContext application = start(ROOT, PublishedEvents.class);
		List<String> events = application.getBean(PublishedEvents.class).events();
		Application.await().until(() -> events.contains("synced"));
		WatchEventPublisher publisher = application.getBean(WatchEventPublisher.class);
		publisher.stop();
		assertThat(publisher.isRunning()).isFalse();
		put("meanwhile", "1");
		publisher.start();
		publisher.start();
		Application.await().until(() -> events.size() == 2);
		put("later", "1");
		Application.await().until(() -> events.size() == 3);
		assertThat(events).containsExactly("synced", "synced", "later=1");
	}

	@Test
	void watchesBeginWhenListenersAreThere() {
		put("present", "1");
		PublishedEvents events = start(List.of("kvstore.watch.directories=/", "kvstore.watch.publish-initial=true"),
				PublishedEvents.class)
			.getBean(PublishedEvents.class);
		Application.await().until(() -> events.events().size() == 2);
		assertThat(events.events()).containsExactly("present=1", "synced");
	}

	@Test
	void whatCannotBeWatchedIsNamedWithItsProperty() {
		ApplicationEventPublisher publisher = (event) -> {
		};
		WatchProperties properties = new WatchProperties(true, List.of("a", "b//c"), List.of(), false);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new WatchEventPublisher(this.store, properties, publisher))
			.withMessageStartingWith("'kvstore.watch.directories' has 'b//c', which cannot be watched: ");
	}

	static class Throwing extends Synced {

		@EventListener
		void onChange(KeyChangedEvent event) {
			this.told.add(event.key());
			if (event.key().equals("bad")) {
				throw new IllegalStateException("on purpose");
			}
		}

	}

}
