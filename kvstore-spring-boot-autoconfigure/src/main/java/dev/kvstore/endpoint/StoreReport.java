package dev.kvstore.endpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreActivity.OwnedLock;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreStatus;

/**
 * How a store is and what it does for its application.
 *
 * @param status what the backend tells
 * @param watches the watches that are open, {@code null} if they are not known
 * @param locks the locks that are held, {@code null} if they are not known
 * @param roles the roles that this instance stands for, by name
 */
public record StoreReport(Status status, @Nullable Excerpt<OpenWatch> watches, @Nullable Excerpt<OwnedLock> locks,
		Map<String, Role> roles) implements OperationResponseBody {

	static StoreReport of(Store store, @Nullable StoreActivity activity, Map<String, OptionalLong> epochs, int limit) {
		Map<String, Role> roles = new LinkedHashMap<>();
		epochs.forEach((role, epoch) -> roles.put(role, Role.of(epoch)));
		return new StoreReport(Status.of(store), (activity != null) ? Excerpt.of(activity.watches(), limit) : null,
				(activity != null) ? Excerpt.of(activity.locks(), limit) : null, roles);
	}

	/**
	 * What the backend tells, or why it does not.
	 *
	 * @param backend its name
	 * @param quorum whether it can take writes
	 * @param details what else it tells
	 * @param error why it did not answer, {@code null} if it did
	 */
	public record Status(@Nullable String backend, boolean quorum, Map<String, Object> details,
			@Nullable String error) {

		static Status of(Store store) {
			try {
				StoreStatus status = store.status();
				return new Status(status.backend(), status.quorum(), status.details(), null);
			}
			catch (StoreException ex) {
				return new Status(ex.backend(), false, Map.of(), ex.getMessage());
			}
		}

	}

	/**
	 * A role that this instance stands for.
	 *
	 * @param leading whether it leads, by its own clocks
	 * @param epoch the epoch of its leadership, {@code null} if it does not lead
	 */
	public record Role(boolean leading, @Nullable Long epoch) {

		static Role of(OptionalLong epoch) {
			return new Role(epoch.isPresent(), epoch.isPresent() ? (Long) epoch.getAsLong() : null);
		}

	}

	/**
	 * The first of a number of things.
	 *
	 * @param total how many there are
	 * @param first the first of them
	 * @param <T> what they are
	 */
	public record Excerpt<T>(int total, List<T> first) {

		static <T> Excerpt<T> of(List<T> all, int limit) {
			return new Excerpt<>(all.size(), all.stream().limit(limit).toList());
		}

	}

}
