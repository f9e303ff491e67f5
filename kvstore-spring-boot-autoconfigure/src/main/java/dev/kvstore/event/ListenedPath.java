package dev.kvstore.event;

import java.util.List;

import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Hands the changes of one watch to the methods whose patterns match, without waiting for
 * any of them.
 */
final class ListenedPath implements WatchListener {

	private final List<MethodDelivery> methods;

	private boolean synced;

	ListenedPath(List<MethodDelivery> methods) {
		this.methods = methods;
	}

	@Override
	public void onEvent(WatchEvent event) {
		String key = CoalescedEvents.keyOf(event);
		if (key != null) {
			this.methods.stream()
				.filter((method) -> method.method().pattern().match(key) != null)
				.forEach((method) -> tell(method, key, event));
		}
		else if (event instanceof WatchEvent.Synced) {
			this.synced = true;
		}
	}

	private void tell(MethodDelivery method, String key, WatchEvent change) {
		if (this.synced || method.method().initial()) {
			method.add(key, change);
		}
		else {
			method.skip(change);
		}
	}

}
