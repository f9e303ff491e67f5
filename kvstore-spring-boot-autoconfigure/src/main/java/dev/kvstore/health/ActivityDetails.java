package dev.kvstore.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.health.contributor.Health;

import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreActivity.OwnedLock;

/**
 * Words what a store does: how much of it, and some of it by name.
 */
final class ActivityDetails {

	/** Details are for people; the endpoint has the rest. */
	static final int LIMIT = 20;

	private ActivityDetails() {
	}

	static void add(Health.Builder builder, StoreActivity activity) {
		List<OpenWatch> watches = activity.watches();
		List<OpenWatch> interrupted = watches.stream().filter((watch) -> !watch.synced()).toList();
		Map<String, Object> watchDetails = new LinkedHashMap<>();
		watchDetails.put("current", watches.size() - interrupted.size());
		watchDetails.put("interrupted", interrupted.size());
		if (!interrupted.isEmpty()) {
			watchDetails.put("interruptedSince", interruptedSince(interrupted));
		}
		builder.withDetail("watches", watchDetails);
		List<OwnedLock> locks = activity.locks();
		Map<String, Object> lockDetails = new LinkedHashMap<>();
		lockDetails.put("held", locks.size());
		if (!locks.isEmpty()) {
			lockDetails.put("keys", locks.stream().limit(LIMIT).map(OwnedLock::key).toList());
		}
		builder.withDetail("locks", lockDetails);
	}

	private static List<Map<String, Object>> interruptedSince(List<OpenWatch> interrupted) {
		return interrupted.stream().limit(LIMIT).map((watch) -> {
			Map<String, Object> details = new LinkedHashMap<>();
			details.put(watch.directory() ? "directory" : "key", watch.path());
			details.put("since", watch.since());
			details.put("lastContact", watch.lastContact());
			return details;
		}).toList();
	}

}
