package dev.kvstore.endpoint;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

import dev.kvstore.api.LockHolder;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreLock;

/**
 * Tells how a store is, what it watches and holds and which keys it has, and releases
 * locks that are stuck. Reading is allowed by default, releasing is not.
 */
@Endpoint(id = "kvstore", defaultAccess = Access.READ_ONLY)
@RegisterReflectionForBinding({ KeysReport.class, LockReport.class })
public final class KvStoreEndpoint {

	static final String KEYS = "keys";

	static final String LOCKS = "locks";

	private static final int DEFAULT_LIMIT = 100;

	private static final int LARGEST_LIMIT = 1000;

	private static final Log logger = LogFactory.getLog(KvStoreEndpoint.class);

	private final Store store;

	private final @Nullable StoreActivity activity;

	private final Supplier<Map<String, OptionalLong>> roles;

	private final Show showValues;

	/**
	 * Creates an endpoint.
	 * @param store the store
	 * @param activity tells the store's watches and locks, {@code null} if they are not
	 * known
	 * @param roles tells the roles that this instance stands for, with the epoch where it
	 * leads
	 * @param showValues when to show values to who is not known, as by JMX
	 */
	public KvStoreEndpoint(Store store, @Nullable StoreActivity activity, Supplier<Map<String, OptionalLong>> roles,
			Show showValues) {
		this.store = store;
		this.activity = activity;
		this.roles = roles;
		this.showValues = showValues;
	}

	/**
	 * Tells how the store is and what it does.
	 * @param limit how many watches and locks to tell of, 100 by default
	 * @return the report
	 */
	@ReadOperation
	public StoreReport store(@Nullable Integer limit) {
		return StoreReport.of(this.store, this.activity, this.roles.get(), limit(limit));
	}

	/**
	 * Tells the keys of a directory, or who holds a lock. The backend is asked for the
	 * whole directory, whatever the limit is.
	 * @param section {@code keys} or {@code locks}
	 * @param path the directory, or the lock's key
	 * @param limit how many keys to tell of, 100 by default and 1000 at most
	 * @return a {@link KeysReport} or a {@link LockReport}, or {@code null} if there is
	 * no such section
	 */
	@ReadOperation
	public @Nullable Object section(@Selector String section, @Selector(match = Match.ALL_REMAINING) String[] path,
			@Nullable Integer limit) {
		return section(section, path, limit, this.showValues.isShown(true));
	}

	@Nullable Object section(String section, String[] path, @Nullable Integer limit, boolean showValues) {
		return switch (section) {
			case KEYS -> keys(String.join("/", path), limit(limit), showValues);
			case LOCKS -> lock(String.join("/", path), showValues);
			default -> null;
		};
	}

	private KeysReport keys(String directory, int limit, boolean showValues) {
		try {
			return KeysReport.of(directory, this.store.list(directory), limit, showValues);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(ex);
		}
	}

	private LockReport lock(String key, boolean showHolder) {
		StoreLock lock = newLock(key);
		return LockReport.of(lock.key(), lock.holder().orElse(null), showHolder);
	}

	/**
	 * Takes a lock away from its holder, who is told as of any other loss.
	 * @param section {@code locks}
	 * @param key the lock's key
	 * @param fencingToken the holder's fencing token
	 * @return {@code false} if the lock is not held with this token
	 */
	@WriteOperation
	public boolean release(@Selector String section, @Selector(match = Match.ALL_REMAINING) String[] key,
			long fencingToken) {
		StoreLock lock = LOCKS.equals(section) ? newLock(String.join("/", key)) : null;
		boolean released = lock != null && lock.forceRelease(new LockHolder("", fencingToken));
		if (released) {
			logger.warn("The lock of '" + Objects.requireNonNull(lock).key() + "' with fencing token " + fencingToken
					+ " was released by the endpoint");
		}
		return released;
	}

	private StoreLock newLock(String key) {
		try {
			return this.store.newLock(key);
		}
		catch (IllegalArgumentException ex) {
			throw invalid(ex);
		}
	}

	private static int limit(@Nullable Integer limit) {
		if (limit == null) {
			return DEFAULT_LIMIT;
		}
		if (limit < 1 || limit > LARGEST_LIMIT) {
			throw new InvalidEndpointRequestException(
					"'limit' must be between 1 and " + LARGEST_LIMIT + " but is " + limit, "Invalid limit");
		}
		return limit;
	}

	private static InvalidEndpointRequestException invalid(IllegalArgumentException cause) {
		return new InvalidEndpointRequestException(String.valueOf(cause.getMessage()), "Invalid key", cause);
	}

}
