package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.google.protobuf.ByteString;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

class EtcdWatchFaultsTests {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	private static final WatchEvent SYNCED = new WatchEvent.Synced();

	private final String root = "watch-" + UUID.randomUUID();

	private final List<WatchEvent> events = new CopyOnWriteArrayList<>();

	private TcpProxy proxy;

	private Store store;

	private Store other;

	private Watch watch;

	private KeyValue stays;

	private KeyValue changes;

	private KeyValue goes;

	@BeforeEach
	void startWatching() {
		this.proxy = TcpProxy.to(SERVER.endpoint());
		this.store = EtcdStore.open(RawEtcd.settings(List.of(this.proxy.endpoint())));
		this.other = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
		this.stays = put("stays", 1);
		this.changes = put("changes", 1);
		this.goes = put("goes", 1);
		this.watch = this.store.watchTree(this.root, this.events::add);
		await().until(this.watch::isSynced);
		this.events.clear();
	}

	@AfterEach
	void stopWatching() {
		this.other.deleteTree(this.root);
		this.other.close();
		this.store.close();
		this.proxy.close();
	}

	@Test
	void aCutConnectionIsMadeUpFor() {
		this.proxy.cut();
		await().until(() -> !this.watch.isSynced());
		List<WatchEvent> missed = change();
		this.proxy.restore();
		assertMadeUp(missed);
	}

	@Test
	void aHalfClosedConnectionIsMadeUpFor() {
		List<WatchEvent> missed = new ArrayList<>();
		this.proxy.stallAnswers();
		missed.addAll(change());
		this.proxy.halfClose();
		this.proxy.resume();
		await().until(() -> this.events.contains(SYNCED));
		assertThat(this.events).filteredOn((event) -> !(event instanceof WatchEvent.Interrupted))
			.hasSize(missed.size() + 1);
		assertFollows();
	}

	@Test
	void aStalledConnectionIsNoticedAndMadeUpFor() {
		this.proxy.stall();
		await().atMost(Duration.ofSeconds(10)).until(() -> !this.watch.isSynced());
		List<WatchEvent> missed = change();
		this.proxy.drop();
		this.proxy.resume();
		assertMadeUp(missed);
	}

	@Test
	void aWatchMovesToTheNextEndpointWhenItsServerStandsStill() {
		List<WatchEvent> moved = new CopyOnWriteArrayList<>();
		try (Store both = EtcdStore.open(RawEtcd.settings(List.of(this.proxy.endpoint(), SERVER.endpoint())));
				Watch moving = both.watchTree(this.root, moved::add)) {
			await().until(moving::isSynced);
			this.proxy.stall();
			KeyValue put = put("moved", 1);
			await().atMost(Duration.ofSeconds(10)).until(() -> moved.contains(new WatchEvent.Put(put)));
			assertThat(moving.isActive()).isTrue();
		}
	}

	@Test
	void aRestartOfTheServerIsMadeUpFor() {
		SERVER.kill();
		await().until(() -> !this.watch.isSynced());
		SERVER.start();
		assertMadeUp(List.of());
	}

	@Test
	void compactionPastTheWatchedRevisionIsMadeUpFor() throws Exception {
		this.proxy.cut();
		await().until(() -> !this.watch.isSynced());
		List<WatchEvent> missed = change();
		try (RawEtcd raw = new RawEtcd(SERVER.endpoint())) {
			raw.compact();
			KeyValue later = put("later", 1);
			raw.compact();
			missed = List.of(missed.get(0), missed.get(1), missed.get(2), new WatchEvent.Put(later));
		}
		this.proxy.restore();
		assertMadeUp(missed);
	}

	@Test
	void compactionWhileAWatchRunsLeavesItAlone() throws Exception {
		try (RawEtcd raw = new RawEtcd(SERVER.endpoint())) {
			for (int i = 0; i < 20; i++) {
				put("changes", i);
				raw.compact();
			}
		}
		KeyValue last = put("changes", 100);
		await().until(() -> this.events.contains(new WatchEvent.Put(last)));
		assertThat(this.events).allMatch(WatchEvent.Put.class::isInstance);
	}

	@Test
	void aWatchThatBeganWithoutAServerFollowsItOnceItIsThere() {
		this.proxy.cut();
		List<WatchEvent> seen = new CopyOnWriteArrayList<>();
		try (Watch early = this.store.watch(this.stays.key(), seen::add)) {
			await().until(() -> !seen.isEmpty());
			assertThat(seen).hasSize(1).allMatch(WatchEvent.Interrupted.class::isInstance);
			this.proxy.restore();
			await().atMost(Duration.ofSeconds(10)).until(early::isSynced);
			assertThat(seen.subList(1, seen.size())).containsExactly(new WatchEvent.Put(this.stays), SYNCED);
		}
	}

	@Test
	void keysThatAreNoneAreNotShown() throws Exception {
		try (RawEtcd raw = new RawEtcd(SERVER.endpoint())) {
			raw.put(ByteString.copyFromUtf8(this.root + "//twice"), "1");
			raw.put(ByteString.copyFromUtf8(this.root + "/"), "1");
			raw.put(ByteString.copyFromUtf8(this.root + "/").concat(ByteString.copyFrom(new byte[] { (byte) 0xff })),
					"1");
		}
		KeyValue last = put("z", 1);
		await().until(() -> this.events.contains(new WatchEvent.Put(last)));
		assertThat(this.events).hasSize(1);
		assertThat(this.store.list(this.root)).containsExactly(this.changes, this.goes, this.stays, last);
	}

	private List<WatchEvent> change() {
		KeyValue changed = put("changes", 2);
		this.other.delete(this.goes.key());
		KeyValue passing = put("passing", 1);
		this.other.delete(passing.key());
		KeyValue added = put("added", 1);
		return List.of(new WatchEvent.Put(changed), new WatchEvent.Put(added),
				new WatchEvent.Deleted(this.goes.key(), this.goes.version() + 1));
	}

	private void assertMadeUp(List<WatchEvent> missed) {
		await().atMost(Duration.ofSeconds(10)).until(() -> this.events.contains(SYNCED));
		assertThat(this.events.get(0)).isInstanceOf(WatchEvent.Interrupted.class);
		assertThat(this.events.subList(1, this.events.size())).containsExactlyInAnyOrderElementsOf(with(missed, SYNCED))
			.endsWith(SYNCED);
		assertFollows();
	}

	private void assertFollows() {
		KeyValue after = put("after", 1);
		await().until(() -> this.events.contains(new WatchEvent.Put(after)));
		assertThat(this.watch.isSynced()).isTrue();
	}

	private static List<WatchEvent> with(List<WatchEvent> events, WatchEvent last) {
		List<WatchEvent> all = new ArrayList<>(events);
		all.add(last);
		return all;
	}

	private KeyValue put(String name, int value) {
		return this.other.put(this.root + "/" + name, new byte[] { (byte) value });
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(30));
	}

}
