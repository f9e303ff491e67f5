package dev.kvstore.backend.zookeeper;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * Reads nodes and writes them in a second round trip if they have not changed since, and
 * begins again if they have.
 */
final class Commits {

	private final Layout layout;

	private final List<ACL> acl;

	Commits(Layout layout, List<ACL> acl) {
		this.layout = layout;
		this.acl = acl;
	}

	Snapshot.Request request() {
		return new Snapshot.Request(this.layout);
	}

	/**
	 * Reads and writes.
	 * @param call the call
	 * @param request what to read
	 * @param plan fills the change from what was read; returns an answer to write nothing
	 * @param written makes the answer from the version that was written
	 * @param <T> the kind of answer
	 * @return the answer
	 */
	<T> T commit(Call call, Snapshot.Request request, Function<Change, @Nullable T> plan, LongFunction<T> written) {
		while (true) {
			Snapshot before = call.read(request::send);
			String root = this.layout.root();
			if (request.writes() && !before.node(root).exists()) {
				call.read((handle) -> handle.ensure(root));
				continue;
			}
			if (request.guards().stream().allMatch((guard) -> before.node(guard).exists())) {
				Change change = new Change(this.layout, before, this.acl);
				T answer = plan.apply(change);
				List<Op> operations = (answer != null) ? List.of() : change.operations();
				answer = operations.isEmpty() ? answer : write(call, change, operations, written);
				if (answer != null) {
					return answer;
				}
			}
			else {
				createGuards(call);
			}
		}
	}

	private <T> @Nullable T write(Call call, Change change, List<Op> operations, LongFunction<T> written) {
		call.requireSize(change.size());
		try {
			return written.apply(version(call.write((handle) -> handle.multi(operations))));
		}
		catch (KeeperException ex) {
			return null;
		}
	}

	private static long version(List<OpResult> results) {
		for (OpResult result : results) {
			if (result instanceof OpResult.SetDataResult data) {
				return data.getStat().getMzxid();
			}
		}
		return 1;
	}

	private void createGuards(Call call) {
		List<String> guards = this.layout.guards();
		call.read((handle) -> handle.ensure(Layout.parent(guards.get(0)))
			.thenCompose((done) -> CompletableFuture
				.allOf(guards.stream().map(handle::ensure).toArray(CompletableFuture<?>[]::new))));
	}

}
