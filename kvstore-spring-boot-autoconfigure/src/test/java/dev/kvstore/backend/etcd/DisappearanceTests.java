package dev.kvstore.backend.etcd;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DisappearanceTests {

	private static final Event DELETION = Event.newBuilder().setType(Event.EventType.DELETE).build();

	private static final Event CHANGE = Event.newBuilder().setType(Event.EventType.PUT).build();

	private final AtomicInteger told = new AtomicInteger();

	private final Disappearance disappearance = new Disappearance(5, this.told::incrementAndGet);

	@Test
	void aKeyThatIsThereIsNotGone() {
		this.disappearance.present(List.of(created(5)));
		this.disappearance.changed(CHANGE);
		assertThat(this.told).hasValue(0);
	}

	@Test
	void aKeyThatIsNotThereIsGone() {
		this.disappearance.present(List.of());
		assertThat(this.told).hasValue(1);
	}

	@Test
	void aKeyThatWasCreatedAgainIsGone() {
		this.disappearance.present(List.of(created(7)));
		assertThat(this.told).hasValue(1);
	}

	@Test
	void aDeletionIsToldOnce() {
		this.disappearance.present(List.of(created(5)));
		this.disappearance.changed(DELETION);
		this.disappearance.present(List.of());
		assertThat(this.told).hasValue(1);
	}

	private static KeyValue created(long revision) {
		return KeyValue.newBuilder().setCreateRevision(revision).build();
	}

}
