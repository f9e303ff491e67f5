package dev.kvstore.template;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

/**
 * One group of the contract. Each test has an open store and a directory of its own.
 */
abstract class StoreTemplateCases {

	final StoreTemplateContract contract;

	final String directory;

	final String key;

	Store store;

	StoreTemplate template;

	StoreTemplateCases(StoreTemplateContract contract) {
		this.contract = contract;
		this.directory = contract.directory;
		this.key = this.directory + "/a";
	}

	@BeforeEach
	void openStore() {
		this.store = this.contract.open();
		this.template = new StoreTemplate(this.store, StoreTemplateContract.CONVERTER);
	}

	final String key(String name) {
		return this.directory + "/" + name;
	}

	final KeyValue putText(String key, String text) {
		return this.store.put(key, text.getBytes(StandardCharsets.UTF_8));
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

	record Flag(String name, boolean on, List<String> tags) {

		static final Flag RED = new Flag("red \uD83D\uDD34", true, List.of("a", ""));

		static final Flag BLUE = new Flag("blue", false, List.of());

	}

}
