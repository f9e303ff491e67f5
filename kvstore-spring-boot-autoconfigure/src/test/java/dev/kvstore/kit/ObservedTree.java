package dev.kvstore.kit;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches of a directory and of keys in it, before, while and after changes are missed.
 */
final class ObservedTree {

	private static final Set<String> TOUCHED = Set.of("changed", "deleted", "recreated", "created", "brief");

	private final String root;

	private final RecordingListener tree = new RecordingListener();

	private final RecordingListener changed = new RecordingListener();

	private final RecordingListener created = new RecordingListener();

	private final List<RecordingListener> listeners = List.of(this.tree, this.changed, this.created);

	private final List<Watch> watches;

	private List<Integer> seen = List.of();

	private ObservedTree(Store store, String root) {
		this.root = root;
		this.watches = List.of(store.watchTree(root, this.tree), store.watch(root + "/changed", this.changed),
				store.watch(root + "/created", this.created));
	}

	static void prepare(Store writer, String root) {
		Stream.of("kept", "changed", "deleted", "recreated").forEach((name) -> put(writer, root, name, "before"));
	}

	/**
	 * Makes the changes that are to be missed.
	 */
	static void change(Store writer, String root) {
		put(writer, root, "changed", "1");
		put(writer, root, "changed", "2");
		writer.delete(root + "/deleted");
		writer.delete(root + "/recreated");
		put(writer, root, "recreated", "again");
		put(writer, root, "created", "1");
		put(writer, root, "brief", "1");
		writer.delete(root + "/brief");
	}

	private static void put(Store writer, String root, String name, String value) {
		writer.put(root + "/" + name, StoreContract.bytes(value));
	}

	static ObservedTree of(Store store, String root) {
		ObservedTree observed = new ObservedTree(store, root);
		StoreContract.await().until(() -> observed.watches.stream().allMatch(Watch::isSynced));
		observed.seen = observed.listeners.stream().map((listener) -> listener.events().size()).toList();
		return observed;
	}

	Watch treeWatch() {
		return this.watches.get(0);
	}

	/**
	 * Asserts that each watch delivers what was missed, and nothing else, in time.
	 */
	void assertCatchesUp(Store reader, boolean interrupted) {
		List<KeyValue> present = reader.list(this.root);
		FaultyServerContract.awaitRecovery()
			.untilAsserted(() -> assertThat(this.tree.view()).as("view of the directory").isEqualTo(present));
		FaultyServerContract.awaitRecovery().untilAsserted(() -> assertKeysAreSeen(present));
		FaultyServerContract.awaitRecovery()
			.untilAsserted(() -> assertThat(this.watches).as("watches").allMatch(Watch::isSynced));
		for (int index = 0; index < this.listeners.size(); index++) {
			assertMissed(index, interrupted);
		}
	}

	private void assertKeysAreSeen(List<KeyValue> present) {
		assertThat(this.changed.view()).isEqualTo(of(present, "changed"));
		assertThat(this.created.view()).isEqualTo(of(present, "created"));
	}

	private List<KeyValue> of(List<KeyValue> present, String name) {
		return present.stream().filter((keyValue) -> keyValue.key().equals(this.root + "/" + name)).toList();
	}

	private void assertMissed(int index, boolean interrupted) {
		RecordingListener listener = this.listeners.get(index);
		assertThat(listener.violations()).isEmpty();
		List<WatchEvent> missed = listener.events().stream().skip(this.seen.get(index)).toList();
		assertThat(!interrupted || isInterruptedAndSynced(missed)).as("interrupted and synced: %s", missed).isTrue();
		assertThat(missed.stream().flatMap(ObservedTree::keyOf))
			.allMatch((key) -> TOUCHED.contains(key.substring(this.root.length() + 1)));
	}

	private static boolean isInterruptedAndSynced(List<WatchEvent> missed) {
		return missed.stream().anyMatch(WatchEvent.Interrupted.class::isInstance)
				&& missed.get(missed.size() - 1) instanceof WatchEvent.Synced;
	}

	private static Stream<String> keyOf(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			return Stream.of(put.keyValue().key());
		}
		return (event instanceof WatchEvent.Deleted deleted) ? Stream.of(deleted.key()) : Stream.empty();
	}

}
