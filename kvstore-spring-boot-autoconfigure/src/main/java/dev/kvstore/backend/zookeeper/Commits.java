package dev.kvstore.backend.zookeeper;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;

import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.data.ACL;
import org.jspecify.annotations.Nullable;

/**
 * Reads nodes and writes them in a second round trip if they have not changed since, and
 * begins again if they have.
 */
@SuppressWarnings("FutureReturnValueIgnored")
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
		List<String> paths = new ArrayList<>(Layout.ancestors(guards.get(0)));
		Collections.reverse(paths);
		paths.addAll(guards);
		try {
			call.write((handle) -> CompletableFuture.allOf(paths.stream()
				.map((path) -> handle.create(path, null, CreateMode.PERSISTENT).handle(Commits::ignoreExisting))
				.map((answer) -> answer.thenCompose((done) -> done))
				.toArray(CompletableFuture<?>[]::new)));
		}
		catch (KeeperException ex) {
			throw call.failure(ex, true);
		}
	}

	private static CompletableFuture<Node> ignoreExisting(@Nullable Node created, @Nullable Throwable failure) {
		if (failure == null || ZooKeeperFailures.cause(failure) instanceof KeeperException.NodeExistsException) {
			return CompletableFuture.completedFuture(created);
		}
		return CompletableFuture.failedFuture(ZooKeeperFailures.cause(failure));
	}

}
