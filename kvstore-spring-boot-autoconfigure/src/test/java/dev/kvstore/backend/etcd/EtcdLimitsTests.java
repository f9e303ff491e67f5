package dev.kvstore.backend.etcd;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.Transaction;
import dev.kvstore.server.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdLimitsTests {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create("--quota-backend-bytes", Integer.toString(24 << 20));

	@Test
	void theLargestValueIsTakenAndOneByteMoreIsRejected() {
		try (Store store = open()) {
			byte[] largest = new byte[EtcdStore.MAX_VALUE_SIZE];
			KeyValue put = store.put("large", largest);
			assertThat(store.get("large")).contains(put);
			assertThatExceptionOfType(StoreRejectedException.class)
				.isThrownBy(() -> store.put("large", new byte[largest.length + 1]));
			assertThat(store.deleteTree("")).isEqualTo(1);
		}
	}

	@Test
	void aTransactionThatIsTooLargeIsRejectedByTheServer() {
		try (Store store = open()) {
			for (int count : List.of(2, 4)) {
				Transaction transaction = store.transaction();
				for (int i = 0; i < count; i++) {
					transaction.put("part/" + i, new byte[EtcdStore.MAX_VALUE_SIZE]);
				}
				assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(transaction::commit)
					.withMessageContaining("nothing was written");
			}
			Transaction many = store.transaction();
			for (int i = 0; i < 200; i++) {
				many.put("part/" + i, new byte[0]);
			}
			assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(many::commit);
			assertThat(store.list("part")).isEmpty();
		}
	}

	@Test
	void aDatabaseOverItsQuotaRejectsWrites() {
		EtcdServer small = EtcdServer.create("--quota-backend-bytes", Integer.toString(4 << 20));
		small.start();
		try (small; Store store = EtcdStore.open(RawEtcd.settings(small.endpoints()))) {
			Throwable thrown = null;
			for (int i = 0; thrown == null && i < 40; i++) {
				String key = "fill/" + i;
				thrown = Assertions.catchThrowable(() -> store.put(key, new byte[512 << 10]));
			}
			assertThat(thrown).isInstanceOf(StoreRejectedException.class).hasMessageContaining("space exceeded");
			assertThat(store.list("fill")).isNotEmpty();
			assertThat(store.status().details()).containsKey("errors");
		}
	}

	@Test
	void aListingIsReadInPagesOfBoundedSize() {
		try (Store store = open()) {
			for (int i = 0; i < 9; i++) {
				store.put("page/" + i, new byte[EtcdStore.MAX_VALUE_SIZE]);
			}
			for (int i = 0; i < 1500; i++) {
				store.put("page/small/" + i, new byte[1]);
			}
			assertThat(store.list("page")).hasSize(1509).isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));
			assertThat(store.deleteTree("page")).isEqualTo(1509);
		}
	}

	@Test
	void aListingOfSeveralPagesIsOneSnapshot() throws Exception {
		try (Store store = open()) {
			for (int i = 0; i < 1500; i += 100) {
				Transaction hundred = store.transaction();
				IntStream.range(i, i + 100).forEach((number) -> hundred.put("pages/b/" + number, new byte[1]));
				hundred.commit();
			}
			store.transaction().put("pages/a", new byte[1]).put("pages/c", new byte[1]).commit();
			AtomicBoolean ended = new AtomicBoolean();
			CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
				while (!ended.get()) {
					store.transaction().put("pages/a", new byte[1]).put("pages/c", new byte[1]).commit();
				}
			});
			for (int i = 0; i < 50; i++) {
				List<KeyValue> listed = store.list("pages");
				long first = listed.get(0).version();
				assertThat(listed.get(listed.size() - 1).version()).isEqualTo(first);
			}
			ended.set(true);
			writer.get();
			assertThat(store.deleteTree("pages")).isEqualTo(1502);
		}
	}

	private static Store open() {
		return EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

}
