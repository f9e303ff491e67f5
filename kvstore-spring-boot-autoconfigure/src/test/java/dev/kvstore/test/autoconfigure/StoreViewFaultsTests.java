package dev.kvstore.test.autoconfigure;

import java.time.Duration;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.kvstore.template.StoreTemplate;
import dev.kvstore.template.StoreView;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that views see {@link StoreFaults}.
 */
@KvStoreTest
class StoreViewFaultsTests {

	@Autowired
	private StoreTemplate template;

	@Autowired
	private StoreFaults faults;

	@Test
	void viewKeepsWhatItHadAndRecovers() throws InterruptedException {
		this.template.put("colors/a", "red");
		try (StoreView<String> view = this.template.view("colors", String.class)) {
			assertThat(view.awaitSynced(Duration.ofSeconds(30))).isTrue();
			this.faults.interruptWatches();
			Eventually.await().until(() -> !view.isCurrent());
			this.template.put("colors/a", "blue");
			assertThat(view.get("colors/a")).contains("red");
			this.faults.makeUnavailable();
			assertThat(view.get("colors/a")).contains("red");
			this.faults.recover();
			Eventually.await().until(() -> view.get("colors/a").equals(Optional.of("blue")));
			Eventually.await().until(view::isCurrent);
		}
	}

}
