package dev.kvstore.shedlock;

import java.util.Optional;

import net.javacrumbs.shedlock.core.ExtensibleLockProvider;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;

/**
 * Keeps ShedLock's locks in a store: one key for each lock, whose value tells until when
 * it is held. A lock ends by that time and is not renewed, unless it is extended.
 *
 * <p>
 * The clocks of the nodes count, those that ShedLock uses: the holder's makes the end of
 * the lock and the asking node's decides whether it is over. Who unlocks or extends a
 * lock that has ended changes nothing, whoever holds it by then. The key has a TTL as
 * well, so that it goes soon after its time has passed on the backend, whatever the
 * clocks say.
 *
 * <p>
 * Where the outcome of a write is not known it is found out. If even that fails, with a
 * {@link net.javacrumbs.shedlock.support.LockException} as of every other failure of the
 * store, the lock may be taken until its end without anybody holding it. A call is not
 * disturbed by an interrupt of its thread, which stays interrupted.
 *
 * <p>
 * Safe for use by any number of threads.
 */
public final class StoreLockProvider implements ExtensibleLockProvider {

	private final LockRecords records;

	private final String directory;

	/**
	 * Creates a provider.
	 * @param store the store, which its owner closes
	 * @param directory the directory below which each lock has a key of its name
	 * @throws IllegalArgumentException if the directory is empty or makes no valid keys
	 */
	public StoreLockProvider(Store store, String directory) {
		Assert.notNull(store, "'store' must not be null");
		String trimmed = StringUtils.trimTrailingCharacter(directory, '/');
		Assert.hasText(trimmed, "'directory' must not be empty");
		this.records = new LockRecords(store);
		// the store checks the key of a lock and asks no server
		this.directory = store.newLock(trimmed).key();
	}

	/**
	 * Takes a lock if it is free.
	 * @param configuration the lock's name, a key below the directory, and its times
	 * @return the lock, or empty if somebody holds it
	 * @throws IllegalArgumentException if the name makes no valid key
	 */
	@Override
	public Optional<SimpleLock> lock(LockConfiguration configuration) {
		String key = this.directory + "/" + configuration.getName();
		Optional<KeyValue> taken = this.records.take(key, configuration.getLockAtMostUntil());
		return taken.map((record) -> new RecordedLock(configuration, this.records, record));
	}

}
