package dev.kvstore.lock;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;

/**
 * The events that were published.
 */
final class RecordedEvents implements ApplicationEventPublisher {

	private final List<Object> events = new CopyOnWriteArrayList<>();

	@Override
	public void publishEvent(Object event) {
		this.events.add(event);
	}

	@EventListener({ LockAcquiredEvent.class, LockReleasedEvent.class, LockLostEvent.class, LockBusyEvent.class })
	void on(Object event) {
		this.events.add(event);
	}

	List<Class<?>> types() {
		return this.events.stream().<Class<?>>map(Object::getClass).toList();
	}

	<T> List<T> of(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

}
