package dev.kvstore.backend.zookeeper;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.KeptLeases;
import dev.kvstore.backend.KeyExpirations;
import dev.kvstore.backend.QueuedLocks;
import dev.kvstore.backend.TlsSettings;

/**
 * What a store is made of, and how it ends.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Parts {

	private static final String NAME = ZooKeeperFailures.BACKEND;

	/** How long to wait for the client to end if there is no server to be told. */
	private static final Duration UNREACHABLE = Duration.ofSeconds(1);

	private final CallbackThreads callbacks = new CallbackThreads("kvstore-zookeeper-callback");

	private final DelayedTasks timer = new DelayedTasks("kvstore-zookeeper-timer");

	private final ZooKeeperSettings settings;

	private final @Nullable KeyFiles keyFiles;

	private final MainSession session;

	private final KeyReads reads;

	private final KeyWrites writes;

	private final KeyLifetimes lifetimes;

	private final KeyExpirations expirations;

	private final Presence presence;

	private final Layout layout;

	private final KeptRecords kept = new KeptRecords();

	private final Orphans orphans;

	private final GoneNodes goneNodes;

	private final Watches watches;

	private final KeptLeases<LockSession> leases;

	private final ZooKeeperLockQueue lockQueue;

	private final QueuedLocks<LockSession> locks;

	private final StatusReport status;

	Parts(CheckedStore store, ZooKeeperSettings settings) {
		this.settings = settings;
		TlsSettings tls = settings.tls();
		KeyFiles files = (tls != null) ? KeyFiles.create(tls) : null;
		this.keyFiles = files;
		Supplier<ZKClientConfig> configs = (tls != null && files != null) ? () -> new SecureConfig(tls, files)
				: PlainConfig::new;
		Handles handles = new Handles(settings, configs);
		this.session = new MainSession(handles, settings, this.timer);
		this.layout = new Layout(settings.chroot());
		Calls calls = new Calls(store, this.session.session(), settings);
		Commits commits = new Commits(this.layout, handles.acl());
		this.reads = new KeyReads(calls, this.layout, settings.readConsistency());
		this.writes = new KeyWrites(calls, this.layout, commits, this.reads);
		this.presence = new Presence(this.layout);
		this.expirations = new KeyExpirations(NAME,
				new Reaper(calls, this.layout, commits, this.presence, this.kept, this::gone, this::kept));
		this.lifetimes = new KeyLifetimes(calls, this.layout, this.writes, this.presence, this.session, this.kept,
				this.expirations);
		this.orphans = new Orphans(this.layout, this.presence, this.session, this.expirations, this.timer);
		this.watches = new Watches(this.layout, this.session, this.callbacks, this.timer, calls);
		this.goneNodes = new GoneNodes(this.session);
		this.leases = new KeptLeases<>(NAME, new LockSessions(handles, calls, this::expired, this.callbacks),
				this.callbacks);
		this.lockQueue = new ZooKeeperLockQueue(calls, this.layout, this.goneNodes);
		this.locks = new QueuedLocks<>(store, NAME, this.lockQueue, this.leases, this.callbacks,
				settings.requestTimeout());
		this.status = new StatusReport(calls, this.layout, this.watches, this.leases, settings);
	}

	private void gone(String record) {
		this.kept.remove(record);
		this.lifetimes.forget(record);
		this.orphans.over(record);
	}

	private void kept(String record) {
		Duration ttl = this.kept.ttl(record);
		if (ttl != null) {
			this.expirations.schedule(record, 1, ttl);
		}
		else {
			this.orphans.over(record);
		}
	}

	private void expired(LockSession expired) {
		this.leases.lost(expired);
	}

	void start() {
		this.session.addListener(this.presence);
		this.session.addListener(this.goneNodes);
		this.session.addListener(this.watches);
		this.session.addListener(this.orphans);
		this.session.start();
	}

	KeyReads reads() {
		return this.reads;
	}

	KeyWrites writes() {
		return this.writes;
	}

	KeyLifetimes lifetimes() {
		return this.lifetimes;
	}

	Watches watches() {
		return this.watches;
	}

	QueuedLocks<LockSession> locks() {
		return this.locks;
	}

	StatusReport status() {
		return this.status;
	}

	Optional<ZooKeeper> client() {
		return Optional.ofNullable(this.session.connected()).map(Handle::client);
	}

	void close() {
		this.watches.close();
		this.locks.close();
		this.leases.close(this.settings.requestTimeout());
		this.expirations.close();
		this.timer.close();
		Handle handle = this.session.connected();
		if (handle != null) {
			this.lockQueue.clear(handle);
			// fails if there are records left, which others look after
			handle.delete(this.layout.expirations(this.presence.id()));
		}
		this.session.close(this.callbacks, (handle != null) ? this.settings.requestTimeout() : UNREACHABLE);
		this.callbacks.close();
		if (this.keyFiles != null) {
			this.keyFiles.close();
		}
	}

}
