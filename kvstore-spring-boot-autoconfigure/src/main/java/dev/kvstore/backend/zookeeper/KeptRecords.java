package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The records of keys that this store keeps alive by its presence. They are looked at
 * once a TTL, lest those of keys that others have overwritten pile up.
 */
final class KeptRecords {

	private final Map<String, Duration> ttls = new ConcurrentHashMap<>();

	void add(String record, Duration ttl) {
		this.ttls.put(record, ttl);
	}

	void remove(String record) {
		this.ttls.remove(record);
	}

	@Nullable Duration ttl(String record) {
		return this.ttls.get(record);
	}

}
