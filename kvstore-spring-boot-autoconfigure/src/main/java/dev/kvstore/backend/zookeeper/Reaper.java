package dev.kvstore.backend.zookeeper;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.KeyExpirations;

/**
 * Deletes keys whose TTL is over, together with their records, and records that are good
 * for no present key.
 */
final class Reaper implements KeyExpirations.Deletion {

	private final Calls calls;

	private final Layout layout;

	private final Commits commits;

	private final Presence presence;

	private final KeptRecords kept;

	private final Consumer<String> onGone;

	private final Consumer<String> onKept;

	Reaper(Calls calls, Layout layout, Commits commits, Presence presence, KeptRecords kept, Consumer<String> onGone,
			Consumer<String> onKept) {
		this.calls = calls;
		this.layout = layout;
		this.commits = commits;
		this.presence = presence;
		this.kept = kept;
		this.onGone = onGone;
		this.onKept = onKept;
	}

	@Override
	public void delete(Map<String, Long> due) {
		StoreException failure = null;
		for (List<String> records : Batches.of(List.copyOf(due.keySet()), this::size)) {
			StoreException refused = attempt(records);
			failure = (refused != null) ? refused : failure;
		}
		if (failure != null) {
			throw failure;
		}
	}

	private long size(String record) {
		return KeyWrites.deletionSize(keyOf(record)) + Layout.size(record) + 200;
	}

	// one by one if need be, so that one key that may not be deleted keeps no other
	private @Nullable StoreException attempt(List<String> records) {
		try {
			delete(records);
			return null;
		}
		catch (StoreUnavailableException ex) {
			throw ex;
		}
		catch (StoreException ex) {
			if (records.size() > 1) {
				records.forEach((record) -> attempt(List.of(record)));
			}
			return ex;
		}
	}

	private void delete(List<String> records) {
		Snapshot.Request request = this.commits.request().withoutValues();
		for (String record : records) {
			request.other(record).other(storeOf(record)).deleted(keyOf(record));
		}
		Set<String> staying = new HashSet<>();
		this.commits.commit(this.calls.begin("expire", null), request, (change) -> {
			staying.clear();
			List<String> ending = new ArrayList<>();
			for (String record : records) {
				(isKept(change, record) ? staying : ending).add(record);
			}
			ending.removeIf((record) -> !change.node(record).exists());
			ending.forEach((record) -> end(change, record));
			return ending.isEmpty() ? 0L : null;
		}, (version) -> version);
		for (String record : records) {
			(staying.contains(record) ? this.onKept : this.onGone).accept(record);
		}
	}

	private boolean isKept(Change change, String record) {
		boolean own = this.layout.store(this.presence.id()).equals(storeOf(record));
		if (!own) {
			return change.node(storeOf(record)).exists();
		}
		return this.kept.ttl(record) != null && isGood(change, record);
	}

	private void end(Change change, String record) {
		if (isGood(change, record)) {
			change.delete(keyOf(record));
		}
		change.remove(record);
	}

	private boolean isGood(Change change, String record) {
		Stat stat = change.node(record).stat();
		return stat != null && change.node(keyOf(record)).version() == stat.getCzxid();
	}

	private String keyOf(String record) {
		return this.layout.path(Layout.expiringKey(record));
	}

	private String storeOf(String record) {
		return this.layout.store(Layout.name(Layout.parent(record)));
	}

}
