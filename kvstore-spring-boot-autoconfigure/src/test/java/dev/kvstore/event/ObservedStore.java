package dev.kvstore.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

import static org.mockito.Mockito.mock;

/**
 * A store of which the watches are remembered.
 */
final class ObservedStore {

	private final List<Watch> opened = new CopyOnWriteArrayList<>();

	private final Store store;

	ObservedStore(Store store) {
		this.store = mock(Store.class, (call) -> {
			Object result = call.getMethod().invoke(store, call.getArguments());
			if (result instanceof Watch watch) {
				this.opened.add(watch);
			}
			return result;
		});
	}

	Store store() {
		return this.store;
	}

	List<Watch> opened() {
		return this.opened;
	}

}
