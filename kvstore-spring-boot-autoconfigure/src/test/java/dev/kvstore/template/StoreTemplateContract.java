package dev.kvstore.template;

import java.util.UUID;

import org.junit.jupiter.api.Nested;
import tools.jackson.databind.json.JsonMapper;

import dev.kvstore.api.ValueConverter;
import dev.kvstore.kit.FeatureContract;

/**
 * What templates and views do on every backend.
 */
abstract class StoreTemplateContract extends FeatureContract {

	static final ValueConverter CONVERTER = new JsonValueConverter(JsonMapper.builder().build());

	final String directory = "template-" + UUID.randomUUID();

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
