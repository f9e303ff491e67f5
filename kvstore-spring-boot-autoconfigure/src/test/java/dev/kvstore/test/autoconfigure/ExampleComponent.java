package dev.kvstore.test.autoconfigure;

import org.springframework.stereotype.Component;

import dev.kvstore.api.Store;

@Component
class ExampleComponent {

	private final Store store;

	ExampleComponent(Store store) {
		this.store = store;
	}

	boolean remember(String key) {
		return this.store.atomicPut(key, new byte[0], null).isPresent();
	}

}
