package dev.kvstore.api;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StoreStatusTests {

	@Test
	void detailsAreCopiedInOrder() {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("z", 1);
		details.put("a", 2);
		StoreStatus status = new StoreStatus("mapdb", true, details);
		details.clear();
		assertThat(status.details().keySet()).containsExactly("z", "a");
	}

	@Test
	void detailsCannotBeChanged() {
		StoreStatus status = new StoreStatus("mapdb", true, Map.of("a", 1));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> status.details().put("b", 2));
	}

}
