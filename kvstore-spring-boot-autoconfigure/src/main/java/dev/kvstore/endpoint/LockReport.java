package dev.kvstore.endpoint;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.kvstore.api.LockHolder;

/**
 * Who holds a lock, in whichever process.
 *
 * @param key the lock's key
 * @param held whether somebody holds it
 * @param fencingToken the holder's fencing token, {@code null} if it is free
 * @param holder the text that the holder is known by, {@code null} if it is not shown
 */
public record LockReport(String key, boolean held, @Nullable Long fencingToken,
		@Nullable String holder) implements OperationResponseBody {

	static LockReport of(String key, @Nullable LockHolder holder, boolean showHolder) {
		if (holder == null) {
			return new LockReport(key, false, null, null);
		}
		return new LockReport(key, true, holder.fencingToken(), showHolder ? holder.value() : null);
	}

}
