package dev.kvstore.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.kvstore.api.KeyValue;

/**
 * What changed between a known state and the present one.
 *
 * @param puts the keys that are new or have another version
 * @param deleted the keys that are gone
 */
public record StateDifference(List<KeyValue> puts, Set<String> deleted) {

	/**
	 * Compares two states.
	 * @param known the version of each key that was known
	 * @param present the present state
	 * @return the difference
	 */
	public static StateDifference between(Map<String, Long> known, Collection<KeyValue> present) {
		List<KeyValue> puts = new ArrayList<>();
		Set<String> deleted = new HashSet<>(known.keySet());
		for (KeyValue keyValue : present) {
			deleted.remove(keyValue.key());
			Long version = known.get(keyValue.key());
			if (version == null || version != keyValue.version()) {
				puts.add(keyValue);
			}
		}
		return new StateDifference(puts, deleted);
	}

}
