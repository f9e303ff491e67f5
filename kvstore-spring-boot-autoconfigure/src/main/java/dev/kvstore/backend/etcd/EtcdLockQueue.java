package dev.kvstore.backend.etcd;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeRequest.SortOrder;
import io.etcd.jetcd.api.RangeRequest.SortTarget;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CheckedStore;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.LockQueue;
import dev.kvstore.backend.Registration;

/**
 * The queues of locks: a key for each contender, in the order of their create revisions.
 * The keys' names are used again, since a server looks also at those that were deleted
 * since its last compaction.
 */
final class EtcdLockQueue implements LockQueue<EtcdLease> {

	/** What may still arrive unless a key of its own keeps it from doing so. */
	private final Map<String, EtcdLease> doubtful = new ConcurrentHashMap<>();

	/** The names of records that certainly neither exist nor are being deleted. */
	private final Deque<String> free = new ConcurrentLinkedDeque<>();

	private final EtcdClient client;

	private final EtcdWatches watches;

	private final Consumer<EtcdLease> onUnknownLease;

	EtcdLockQueue(EtcdClient client, EtcdWatches watches, Consumer<EtcdLease> onUnknownLease) {
		this.client = client;
		this.watches = watches;
		this.onUnknownLease = onUnknownLease;
	}

	@Override
	public String newId() {
		String used = this.free.pollFirst();
		return LockPath.id((used != null) ? used : UUID.randomUUID().toString());
	}

	@Override
	public @Nullable Place enter(Contender contender, EtcdLease lease, boolean onlyIfFree, Deadline deadline) {
		TxnRequest request = entry(contender, lease, onlyIfFree);
		Operation operation = new Operation(contender.operation(), contender.key(), deadline);
		try {
			TxnResponse response = this.client.write(operation, KVGrpc.getTxnMethod(), request);
			if (response.getSucceeded()) {
				return place(response);
			}
			this.free.addFirst(LockPath.name(contender));
			return null;
		}
		catch (StoreUnavailableException ex) {
			if (ex.outcomeUnknown()) {
				this.doubtful.put(contender.id(), lease);
			}
			if (this.client.endpoints().isClosed()) {
				throw new StoreClosedException(EtcdStore.BACKEND, contender.operation(), contender.key(),
						"the store was closed meanwhile", ex);
			}
			if (ex.getCause() == null || !EtcdFailures.isUnknownLease(ex.getCause())) {
				throw ex;
			}
			this.onUnknownLease.accept(lease);
			return null;
		}
	}

	private static TxnRequest entry(Contender contender, EtcdLease lease, boolean onlyIfFree) {
		KeyRange queue = LockPath.queue(contender.key());
		PutRequest record = PutRequest.newBuilder()
			.setKey(LockPath.record(contender))
			.setValue(ByteString.copyFromUtf8(contender.value()))
			.setLease(lease.id())
			.build();
		RangeRequest.Builder lastTwo = queue.request()
			.setSortTarget(SortTarget.CREATE)
			.setSortOrder(SortOrder.DESCEND)
			.setKeysOnly(true)
			.setLimit(2);
		TxnRequest.Builder request = TxnRequest.newBuilder()
			.addCompare(TransactionParts.unchanged(LockPath.withdrawn(contender), CheckedStore.ABSENT))
			.addSuccess(TransactionParts.put(record))
			.addSuccess(TransactionParts.range(lastTwo));
		if (onlyIfFree) {
			request.addCompare(TransactionParts.empty(queue));
		}
		return request.build();
	}

	private static Place place(TxnResponse response) {
		List<KeyValue> lastTwo = response.getResponses(1).getResponseRange().getKvsList();
		return place(lastTwo.get(0), (lastTwo.size() > 1) ? lastTwo.get(1) : null);
	}

	private static Place place(KeyValue own, @Nullable KeyValue before) {
		return new Place(EtcdLockRecord.of(own).toString(), own.getCreateRevision(),
				(before != null) ? EtcdLockRecord.of(before).toString() : null);
	}

	@Override
	public @Nullable Place look(Contender contender) {
		ByteString record = LockPath.record(contender);
		KeyValue before = null;
		for (KeyValue present : inOrder(operation(contender), contender.key(), 0)) {
			if (present.getKey().equals(record)) {
				return place(present, before);
			}
			before = present;
		}
		return null;
	}

	private List<KeyValue> inOrder(Operation operation, String key, long limit) {
		RangeRequest.Builder request = LockPath.queue(key)
			.request()
			.setSortTarget(SortTarget.CREATE)
			.setSortOrder(SortOrder.ASCEND)
			.setKeysOnly(limit == 0)
			.setLimit(limit);
		return this.client.read(operation, KVGrpc.getRangeMethod(), request.build()).getKvsList();
	}

	@Override
	public boolean leave(Contender contender) {
		boolean deleted = delete(contender);
		this.free.addFirst(LockPath.name(contender));
		return deleted;
	}

	private boolean delete(Contender contender) {
		DeleteRangeRequest request = DeleteRangeRequest.newBuilder().setKey(LockPath.record(contender)).build();
		return this.client.write(operation(contender), KVGrpc.getDeleteRangeMethod(), request).getDeleted() > 0;
	}

	@Override
	public void withdraw(Contender contender) {
		EtcdLease lease = this.doubtful.get(contender.id());
		if (lease == null) {
			delete(contender);
			return;
		}
		withdraw(contender, lease);
		this.doubtful.remove(contender.id());
	}

	private void withdraw(Contender contender, EtcdLease lease) {
		PutRequest withdrawn = PutRequest.newBuilder()
			.setKey(ByteString.copyFromUtf8(LockPath.withdrawn(contender)))
			.setLease(lease.id())
			.build();
		TxnRequest request = TxnRequest.newBuilder()
			.addSuccess(TransactionParts.put(withdrawn))
			.addSuccess(TransactionParts.delete(new KeyRange(LockPath.record(contender), ByteString.EMPTY)))
			.build();
		try {
			this.client.read(operation(contender), KVGrpc.getTxnMethod(), request);
		}
		catch (StoreException ex) {
			if (ex.getCause() == null || !EtcdFailures.isUnknownLease(ex.getCause())) {
				throw ex;
			}
		}
	}

	@Override
	public Registration onGone(Contender contender, String record, Runnable action) {
		EtcdLockRecord awaited = EtcdLockRecord.parse(record);
		return this.watches.start(contender.operation(), contender.key(), Territory.of(KeyRange.of(awaited.path())),
				new Disappearance(awaited.createRevision(), action));
	}

	@Override
	public Optional<LockHolder> first(String key) {
		return inOrder(this.client.operation("holder", key), key, 1).stream()
			.findFirst()
			.map((first) -> new LockHolder(first.getValue().toStringUtf8(), first.getCreateRevision()));
	}

	@Override
	public boolean removeFirst(String key, long token) {
		Operation operation = this.client.operation("forceRelease", key);
		List<KeyValue> first = inOrder(operation, key, 1);
		if (first.isEmpty() || first.get(0).getCreateRevision() != token) {
			return false;
		}
		ByteString record = first.get(0).getKey();
		TxnRequest request = TxnRequest.newBuilder()
			.addCompare(TransactionParts.created(record, token))
			.addSuccess(TransactionParts.delete(new KeyRange(record, ByteString.EMPTY)))
			.build();
		return this.client.write(operation, KVGrpc.getTxnMethod(), request).getSucceeded();
	}

	private Operation operation(Contender contender) {
		return this.client.operation(contender.operation(), contender.key());
	}

}
