package dev.kvstore.template;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;

/**
 * What templates and views do on every backend.
 */
abstract class StoreTemplateContract {

	static final ValueConverter CONVERTER = new JsonValueConverter(JsonMapper.builder().build());

	final String directory = "template-" + UUID.randomUUID();

	private final List<Store> opened = new CopyOnWriteArrayList<>();

	abstract Store openStore();

	final Store open() {
		Store store = openStore();
		this.opened.add(store);
		return store;
	}

	@AfterEach
	void closeStores() {
		this.opened.forEach(Store::close);
	}

	@Nested
	class Values extends ValuesContract {

		Values() {
			super(StoreTemplateContract.this);
		}

	}

	@Nested
	class Updates extends UpdatesContract {

		Updates() {
			super(StoreTemplateContract.this);
		}

	}

	@Nested
	class Watches extends EntryWatchContract {

		Watches() {
			super(StoreTemplateContract.this);
		}

	}

	@Nested
	class Views extends StoreViewContract {

		Views() {
			super(StoreTemplateContract.this);
		}

	}

}
