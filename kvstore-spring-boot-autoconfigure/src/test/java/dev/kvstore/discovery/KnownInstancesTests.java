package dev.kvstore.discovery;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KnownInstances}.
 */
@ExtendWith(OutputCaptureExtension.class)
class KnownInstancesTests {

	private static final String INSTANCE = "{\"host\":\"h\",\"port\":80}";

	private static final String KEY = "known/orders/one";

	private int changes;

	private final KnownInstances known = new KnownInstances("known", () -> this.changes++);

	@Test
	void whatIsNoInstanceIsWarnedOfOnceUntilItIsOneOrGone(CapturedOutput output) {
		put("{");
		put("[]");
		assertThat(warnings(output)).isEqualTo(1);
		put(INSTANCE);
		put("{");
		assertThat(warnings(output)).isEqualTo(2);
		this.known.onEvent(new WatchEvent.Deleted(KEY, 1));
		put("{");
		assertThat(warnings(output)).isEqualTo(3);
	}

	@Test
	void onlyWhatReadersSeeIsAChange() {
		put(INSTANCE);
		assertThat(this.changes).as("not loaded").isZero();
		this.known.onEvent(new WatchEvent.Synced());
		assertThat(this.changes).isEqualTo(1);
		put(INSTANCE);
		this.known.onEvent(new WatchEvent.Synced());
		this.known.onEvent(new WatchEvent.Deleted("known/bills/one", 1));
		assertThat(this.changes).as("the same").isEqualTo(1);
		put("{\"host\":\"h\",\"port\":80,\"status\":\"OUT_OF_SERVICE\"}");
		assertThat(this.changes).isEqualTo(2);
		this.known.onEvent(new WatchEvent.Deleted(KEY, 1));
		assertThat(this.changes).as("was hidden").isEqualTo(2);
		put(INSTANCE);
		assertThat(this.changes).isEqualTo(3);
		assertThat(this.known.instances("orders")).hasSize(1);
	}

	private void put(String value) {
		this.known.onEvent(new WatchEvent.Put(new KeyValue(KEY, value.getBytes(StandardCharsets.UTF_8), 1)));
	}

	private static int warnings(CapturedOutput output) {
		return output.getAll().split("'" + KEY + "' is no instance", -1).length - 1;
	}

}
