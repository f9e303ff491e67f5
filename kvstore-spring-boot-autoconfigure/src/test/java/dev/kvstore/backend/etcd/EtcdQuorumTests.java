package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.EtcdCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdQuorumTests {

	@RegisterExtension
	static final EtcdCluster CLUSTER = EtcdCluster.create();

	@Test
	void withoutAQuorumOnlyRelaxedReadsAndTheStatusAreAnswered() {
		EtcdSettings settings = RawEtcd.settings(CLUSTER.endpoints()).withRequestTimeout(Duration.ofSeconds(2));
		try (Store strong = EtcdStore.open(settings);
				Store relaxed = EtcdStore.open(settings.withReadConsistency(ReadConsistency.RELAXED))) {
			KeyValue put = strong.put("a", new byte[] { 1 });
			assertThat(strong.status().quorum()).isTrue();
			Awaitility.await().until(() -> relaxed.get("a").isPresent());
			CLUSTER.nodes().get(0).kill();
			CLUSTER.nodes().get(1).kill();
			Awaitility.await().ignoreExceptions().until(() -> !strong.status().quorum());
			assertThat(relaxed.get("a")).contains(put);
			assertThat(relaxed.list("")).isEqualTo(List.of(put));
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> strong.get("a"))
				.withMessageContaining("no leader");
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> strong.put("a", new byte[] { 2 }))
				.matches((ex) -> !ex.outcomeUnknown());
			assertThat(strong.status().details()).containsEntry("leader", "0").containsKey("errors");
			CLUSTER.start();
			assertThat(strong.get("a")).contains(put);
			assertThat(strong.status().quorum()).isTrue();
		}
	}

	@Test
	void aWatchIsToldThatItsServerHasLostTheQuorum() {
		List<WatchEvent> events = new CopyOnWriteArrayList<>();
		EtcdSettings settings = RawEtcd.settings(CLUSTER.nodes().get(2).endpoints());
		try (Store store = EtcdStore.open(settings); Watch watch = store.watch("b", events::add)) {
			Awaitility.await().until(watch::isSynced);
			CLUSTER.nodes().get(0).kill();
			CLUSTER.nodes().get(1).kill();
			Awaitility.await().until(() -> !watch.isSynced());
			CLUSTER.start();
			KeyValue put = store.put("b", new byte[] { 1 });
			Awaitility.await().until(() -> events.contains(new WatchEvent.Put(put)));
			Awaitility.await().until(watch::isSynced);
		}
	}

}
