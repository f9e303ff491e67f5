package dev.kvstore.backend.zookeeper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.KeyExpirations;

/**
 * The keys that this store wrote with a TTL. Each has a record, created in the same
 * transaction and good for that version of the key only, by which other stores delete it
 * should this one be gone.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class KeyLifetimes {

	private static final Duration LONGEST = Duration.ofDays(36_500);

	private final Map<String, Lifetime> lifetimes = new ConcurrentHashMap<>();

	private final AtomicLong records = new AtomicLong();

	private final Calls calls;

	private final Layout layout;

	private final KeyWrites writes;

	private final Presence presence;

	private final MainSession session;

	private final KeptRecords kept;

	private final KeyExpirations expirations;

	KeyLifetimes(Calls calls, Layout layout, KeyWrites writes, Presence presence, MainSession session, KeptRecords kept,
			KeyExpirations expirations) {
		this.calls = calls;
		this.layout = layout;
		this.writes = writes;
		this.presence = presence;
		this.session = session;
		this.kept = kept;
		this.expirations = expirations;
	}

	long put(String key, byte[] value, PutOptions options) {
		return write("put", key, options, (call, more) -> OptionalLong.of(this.writes.put(call, key, value, more)))
			.orElseThrow();
	}

	OptionalLong compareAndPut(String key, byte[] value, long previous, PutOptions options) {
		return write("atomicPut", key, options,
				(call, more) -> this.writes.compareAndPut(call, key, value, previous, more));
	}

	private OptionalLong write(String operation, String key, PutOptions options,
			BiFunction<Call, KeyWrites.Extra, OptionalLong> write) {
		Duration asked = Objects.requireNonNull(options.ttl());
		Duration ttl = (asked.compareTo(LONGEST) < 0) ? asked : LONGEST;
		Call call = this.calls.begin(operation, key);
		this.presence.show(call);
		String record = this.layout.expiration(this.presence.id(), this.records.incrementAndGet(), key);
		byte[] data = Long.toString(Math.max(1, ttl.toMillis())).getBytes(StandardCharsets.US_ASCII);
		try {
			OptionalLong version = write.apply(call,
					new KeyWrites.Extra((request) -> request.written(record), (change) -> change.create(record, data)));
			version.ifPresent((present) -> begin(key, new Lifetime(record, present, ttl), options.keepAlive()));
			return version;
		}
		catch (StoreUnavailableException ex) {
			if (ex.outcomeUnknown()) {
				this.expirations.schedule(record, 1, ttl);
			}
			throw ex;
		}
	}

	private void begin(String key, Lifetime lifetime, boolean keepAlive) {
		if (keepAlive) {
			this.kept.add(lifetime.record(), lifetime.ttl());
		}
		this.expirations.schedule(lifetime.record(), lifetime.version(), lifetime.ttl());
		@Nullable Lifetime[] superseded = new Lifetime[1];
		this.lifetimes.compute(key, (same, present) -> {
			boolean newer = present == null || present.version() < lifetime.version();
			superseded[0] = newer ? present : lifetime;
			return newer ? lifetime : present;
		});
		end(superseded[0]);
	}

	/**
	 * Ends a key's lifetime after a write without a TTL.
	 * @param key the key
	 * @param version the version that was written
	 */
	void overwritten(String key, long version) {
		if (this.lifetimes.isEmpty()) {
			return;
		}
		Lifetime present = this.lifetimes.get(key);
		if (present != null && present.version() < version && this.lifetimes.remove(key, present)) {
			end(present);
		}
	}

	private void end(@Nullable Lifetime lifetime) {
		if (lifetime == null) {
			return;
		}
		this.kept.remove(lifetime.record());
		Handle handle = this.session.connected();
		if (handle != null) {
			// one that is not deleted now is when it is due
			handle.delete(lifetime.record()).thenRun(() -> this.expirations.cancel(lifetime.record()));
		}
	}

	/**
	 * Forgets a record that is gone from the server.
	 * @param record its path
	 */
	void forget(String record) {
		String key = Layout.expiringKey(record);
		this.lifetimes.computeIfPresent(key, (same, present) -> present.record().equals(record) ? null : present);
	}

	private record Lifetime(String record, long version, Duration ttl) {

	}

}
