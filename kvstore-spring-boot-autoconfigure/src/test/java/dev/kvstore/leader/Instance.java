package dev.kvstore.leader;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.springframework.context.ApplicationEventPublisher;

import dev.kvstore.api.Store;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An elector on a store of its own, and what it has told.
 */
final class Instance implements ApplicationEventPublisher, AutoCloseable {

	private final Store store;

	private final LeaderElector elector;

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private volatile Consumer<Object> listener = (event) -> {
	};

	Instance(Store store, Duration ttl) {
		this.store = store;
		this.elector = new LeaderElector(store, LeaderOptions.defaults("test").withTtl(ttl), this);
		this.elector.start();
	}

	Store store() {
		return this.store;
	}

	LeaderElector elector() {
		return this.elector;
	}

	boolean leads(String role) {
		return this.elector.isLeader(role);
	}

	long epoch(String role) {
		OptionalLong epoch = this.elector.epoch(role);
		return epoch.orElse(0);
	}

	boolean wasTold(String role) {
		return this.events.contains(new LeadershipGrantedEvent(role, this.elector.id(), epoch(role)));
	}

	List<Object> events() {
		return this.events;
	}

	void listen(Consumer<Object> listener) {
		this.listener = listener;
	}

	@Override
	public void publishEvent(Object event) {
		this.events.add(event);
		this.listener.accept(event);
	}

	/**
	 * Asserts that each grant is followed by its revocation, with growing epochs.
	 */
	void assertToldInOrder() {
		long last = 0;
		for (int index = 0; index < this.events.size(); index++) {
			if (index % 2 == 0) {
				assertThat(this.events.get(index)).isInstanceOfSatisfying(LeadershipGrantedEvent.class,
						(granted) -> assertThat(granted.id()).isEqualTo(this.elector.id()));
				long epoch = ((LeadershipGrantedEvent) this.events.get(index)).epoch();
				assertThat(epoch).isGreaterThan(last);
				last = epoch;
			}
			else {
				LeadershipGrantedEvent granted = (LeadershipGrantedEvent) this.events.get(index - 1);
				assertThat(this.events.get(index))
					.isEqualTo(new LeadershipRevokedEvent(granted.role(), granted.id(), granted.epoch()));
			}
		}
	}

	@Override
	public void close() {
		this.elector.close();
		this.store.close();
	}

}
