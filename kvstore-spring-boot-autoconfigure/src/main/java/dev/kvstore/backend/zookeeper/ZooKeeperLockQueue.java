package dev.kvstore.backend.zookeeper;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.LockHolder;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.LockQueue;
import dev.kvstore.backend.Registration;

/**
 * A lock's queue is a node with an ephemeral, sequential child for each contender. A free
 * lock has no queue, so creating that takes the lock in one round trip, and the last one
 * to leave takes it away; should it die instead, the server does (a container node).
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ZooKeeperLockQueue implements LockQueue<LockSession> {

	private final Map<Contender, Entry> entries = Collections.synchronizedMap(new WeakHashMap<>());

	private final Calls calls;

	private final Layout layout;

	private final GoneNodes goneNodes;

	ZooKeeperLockQueue(Calls calls, Layout layout, GoneNodes goneNodes) {
		this.calls = calls;
		this.layout = layout;
		this.goneNodes = goneNodes;
	}

	@Override
	public @Nullable Place enter(Contender contender, LockSession lease, boolean onlyIfFree, Deadline deadline) {
		Call call = this.calls.begin(contender.operation(), contender.key(), deadline);
		byte[] value = contender.value().getBytes(StandardCharsets.UTF_8);
		call.requireSize(value.length + 3L * Layout.size(this.layout.lock(contender.key())));
		Entry entry = new Entry(lease);
		this.entries.put(contender, entry);
		while (true) {
			try {
				return enterFree(call, contender, entry, value);
			}
			catch (KeeperException.NodeExistsException ex) {
				if (onlyIfFree && !children(call, contender.key()).isEmpty()) {
					return null;
				}
				Place place = enterQueue(call, contender, entry, value);
				if (place != null) {
					return (onlyIfFree && place.predecessor() != null) ? leaveAgain(call, contender) : place;
				}
			}
			catch (KeeperException ex) {
				createParents(call, contender.key(), ex);
			}
		}
	}

	private @Nullable Place leaveAgain(Call call, Contender contender) {
		try {
			leave(call, contender);
			return null;
		}
		catch (StoreUnavailableException ex) {
			throw new StoreUnavailableException(ex.backend(), contender.operation(), contender.key(), true,
					"the place in the queue could not be given up", ex);
		}
	}

	private Place enterFree(Call call, Contender contender, Entry entry, byte[] value) throws KeeperException {
		String queue = this.layout.lock(contender.key());
		List<OpResult> results = call.write(entry.lease.session(),
				(handle) -> handle.multi(List.of(Op.create(queue, null, handle.acl(), CreateMode.CONTAINER),
						Op.create(record(queue, contender), value, handle.acl(), CreateMode.EPHEMERAL_SEQUENTIAL),
						Op.setData(queue, null, -1))));
		// the operations of a transaction have one id, which creations do not tell
		entry.token = ((OpResult.SetDataResult) results.get(2)).getStat().getMzxid();
		entry.record = ((OpResult.CreateResult) results.get(1)).getPath();
		return new Place(entry.record, entry.token, null);
	}

	private @Nullable Place enterQueue(Call call, Contender contender, Entry entry, byte[] value) {
		String queue = this.layout.lock(contender.key());
		try {
			List<String> names = call.write(entry.lease.session(),
					(handle) -> handle.create(record(queue, contender), value, CreateMode.EPHEMERAL_SEQUENTIAL)
						.thenAccept(entry::created)
						.thenCombine(handle.children(queue), (created, children) -> children));
			return place(entry, queue, names);
		}
		catch (KeeperException ex) {
			return null;
		}
	}

	private static String record(String queue, Contender contender) {
		return queue + "/" + contender.id() + "-";
	}

	private @Nullable Place place(Entry entry, String queue, List<String> names) {
		String own = entry.record;
		if (own == null || !names.contains(Layout.name(own))) {
			return null;
		}
		List<String> sorted = names.stream().sorted(ZooKeeperLockQueue::compare).toList();
		int index = sorted.indexOf(Layout.name(own));
		return new Place(own, entry.token, (index > 0) ? Layout.child(queue, sorted.get(index - 1)) : null);
	}

	private static int compare(String one, String other) {
		// the numbers have 32 bits and may pass from the largest to the smallest
		return Integer.compare(sequence(one) - sequence(other), 0);
	}

	private static int sequence(String name) {
		// after the contender's id, which has 36 characters
		return Integer.parseInt(name.substring(37));
	}

	private void createParents(Call call, String key, KeeperException reason) {
		if (!(reason instanceof KeeperException.NoNodeException)) {
			throw call.failure(reason, false);
		}
		call.read((handle) -> handle.ensure(Layout.parent(this.layout.lock(key))));
	}

	@Override
	public @Nullable Place look(Contender contender) {
		Entry entry = this.entries.get(contender);
		return (entry != null) ? place(entry, this.layout.lock(contender.key()),
				children(this.calls.begin(contender.operation(), contender.key()), contender.key())) : null;
	}

	private List<String> children(Call call, String key) {
		return call.read(
				(handle) -> handle.sync().thenCombine(handle.children(this.layout.lock(key)), (done, names) -> names));
	}

	@Override
	public boolean leave(Contender contender) {
		return leave(this.calls.begin("unlock", contender.key()), contender);
	}

	private boolean leave(Call call, Contender contender) {
		Entry entry = this.entries.get(contender);
		if (entry == null || entry.lease.isExpired()) {
			return false;
		}
		String queue = this.layout.lock(contender.key());
		String record = entry.record;
		if (record == null) {
			record = call.read(entry.lease.session(),
					(handle) -> handle.sync()
						.thenCombine(handle.children(queue),
								(done, names) -> names.stream()
									.filter((name) -> name.startsWith(contender.id()))
									.map((name) -> Layout.child(queue, name))
									.findFirst()
									.orElse("")));
		}
		boolean left = !record.isEmpty() && remove(call, entry.lease.session(), queue, record);
		this.entries.remove(contender);
		return left;
	}

	private static boolean remove(Call call, Session session, String queue, String record) {
		try {
			call.write(session, (handle) -> handle.multi(List.of(Op.delete(record, -1), Op.delete(queue, -1))));
			return true;
		}
		catch (KeeperException.NotEmptyException ex) {
			return removeOnly(call, session, record);
		}
		catch (KeeperException ex) {
			return false;
		}
	}

	private static boolean removeOnly(Call call, Session session, String record) {
		try {
			call.write(session, (handle) -> handle.delete(record));
			return true;
		}
		catch (KeeperException ex) {
			return false;
		}
	}

	/**
	 * Takes away the queues that contenders left by the end of their session, if nobody
	 * else is in them.
	 * @param handle the handle to do it by
	 */
	void clear(Handle handle) {
		List<Contender> left;
		synchronized (this.entries) {
			left = List.copyOf(this.entries.keySet());
		}
		left.forEach((contender) -> handle.delete(this.layout.lock(contender.key())));
	}

	@Override
	public Registration onGone(Contender contender, String record, Runnable action) {
		return this.goneNodes.add(record, action);
	}

	@Override
	public Optional<LockHolder> first(String key) {
		Node first = firstNode(this.calls.begin("holder", key), key);
		Stat stat = (first != null) ? first.stat() : null;
		byte[] value = (first != null) ? first.data() : null;
		return (stat != null && value != null)
				? Optional.of(new LockHolder(new String(value, StandardCharsets.UTF_8), stat.getCzxid()))
				: Optional.empty();
	}

	private @Nullable Node firstNode(Call call, String key) {
		String queue = this.layout.lock(key);
		while (true) {
			Optional<String> name = children(call, key).stream()
				.min(Comparator.comparing((one) -> one, ZooKeeperLockQueue::compare));
			if (name.isEmpty()) {
				return null;
			}
			Node node = call.read((handle) -> handle.read(Layout.child(queue, name.get())));
			if (node.exists()) {
				return node;
			}
		}
	}

	@Override
	public boolean removeFirst(String key, long token) {
		Call call = this.calls.begin("forceRelease", key);
		Node first = firstNode(call, key);
		Stat stat = (first != null) ? first.stat() : null;
		return first != null && stat != null && stat.getCzxid() == token
				&& remove(call, this.calls.session(), this.layout.lock(key), first.path());
	}

	private static final class Entry {

		private final LockSession lease;

		private volatile @Nullable String record;

		private volatile long token;

		Entry(LockSession lease) {
			this.lease = lease;
		}

		void created(Node node) {
			Stat stat = node.stat();
			this.token = (stat != null) ? stat.getCzxid() : 0;
			this.record = node.path();
		}

	}

}
