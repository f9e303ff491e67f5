package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.api.Watch;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EtcdFailoverTests {

	private static final byte[] VALUE = { 1 };

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	@Test
	void opensAndClosesWithoutAServer() {
		long start = System.nanoTime();
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint()); Store store = open(proxy)) {
			proxy.cut();
			Watch watch = store.watchTree("", (event) -> {
			});
			assertThat(watch.isActive()).isTrue();
		}
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void whatIsRefusedAConnectionIsCertainlyNotWritten() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint()); Store store = open(proxy)) {
			proxy.cut();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.put("a", VALUE))
				.matches((ex) -> !ex.outcomeUnknown())
				.withMessageContainingAll("etcd", "put", "'a'", proxy.endpoint());
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(store::status);
			proxy.restore();
			assertThat(store.put("a", VALUE).version()).isPositive();
			assertThat(store.status().quorum()).isTrue();
		}
	}

	@Test
	void theOutcomeOfWhatIsNotAnsweredIsUnknown() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint()); Store store = open(proxy)) {
			KeyValue before = store.put("unanswered", VALUE);
			proxy.stallAnswers();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.put("unanswered", new byte[] { 2 }))
				.matches(StoreUnavailableException::outcomeUnknown);
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("unanswered"))
				.matches((ex) -> !ex.outcomeUnknown());
			proxy.resume();
			Awaitility.await()
				.ignoreExceptions()
				.atMost(Duration.ofSeconds(10))
				.until(() -> store.get("unanswered").orElseThrow().version() > before.version());
		}
	}

	@Test
	void theOutcomeOfWhatIsCutOffIsUnknownAndItIsNotSentAgain() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint());
				Store store = EtcdStore.open(settings(proxy.endpoint(), SERVER.endpoint()));
				Store observer = EtcdStore.open(settings(SERVER.endpoint()))) {
			long before = store.put("cut", VALUE).version();
			proxy.stall();
			Thread cutter = new Thread(proxy::cut, "cutter");
			Thread writer = Thread.currentThread();
			Thread waiter = new Thread(() -> {
				Awaitility.await().until(() -> writer.getState() != Thread.State.RUNNABLE);
				cutter.start();
			}, "waiter");
			waiter.start();
			assertThatExceptionOfType(StoreUnavailableException.class)
				.isThrownBy(() -> store.put("cut", new byte[] { 2 }))
				.matches(StoreUnavailableException::outcomeUnknown);
			assertThat(observer.get("cut").orElseThrow().version()).isEqualTo(before);
			assertThat(store.put("cut", VALUE).version()).isGreaterThan(before);
		}
	}

	@Test
	void aRefusedEndpointIsPassedOverWithinTheCall() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint());
				Store store = EtcdStore.open(settings(proxy.endpoint(), SERVER.endpoint()))) {
			proxy.cut();
			KeyValue put = store.put("passed", VALUE);
			assertThat(store.get("passed")).contains(put);
			assertThat(store.status().details()).containsEntry("endpoint", SERVER.url());
		}
	}

	@Test
	void aStalledEndpointIsLeftOnceItMissesADeadline() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint());
				Store store = EtcdStore.open(settings(proxy.endpoint(), SERVER.endpoint()))) {
			KeyValue put = store.put("stalled", VALUE);
			proxy.stall();
			long start = System.nanoTime();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("stalled"));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(2));
			assertThat(store.get("stalled")).contains(put);
		}
	}

	@Test
	void aStalledConnectionIsReplacedAlsoIfThereIsNoOtherEndpoint() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint()); Store store = open(proxy)) {
			store.put("single", VALUE);
			proxy.stall();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("single"));
			proxy.drop();
			proxy.resume();
			Awaitility.await()
				.ignoreExceptions()
				.atMost(Duration.ofSeconds(10))
				.until(() -> store.get("single").isPresent());
		}
	}

	@Test
	void aConnectionThatMissedADeadlineIsNotUsedAgain() {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint()); Store store = open(proxy)) {
			KeyValue put = store.put("missed", VALUE);
			proxy.stallPresentRequests();
			assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> store.get("missed"));
			assertThat(store.get("missed")).contains(put);
		}
	}

	@Test
	void leasesAreKeptWhileAnEndpointStandsStill() throws InterruptedException {
		LockOptions options = LockOptions.defaults().withTtl(Duration.ofSeconds(3));
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint());
				Store store = EtcdStore.open(settings(proxy.endpoint(), SERVER.endpoint()));
				LockHandle handle = store.newLock("lease", options).lock()) {
			store.put("kept", VALUE, PutOptions.ttl(Duration.ofSeconds(3)).withKeepAlive());
			proxy.stall();
			long start = System.nanoTime();
			Awaitility.await()
				.atMost(Duration.ofSeconds(15))
				.failFast(() -> !handle.isHeld())
				.until(() -> System.nanoTime() - start > Duration.ofSeconds(8).toNanos());
			try (Store observer = EtcdStore.open(settings(SERVER.endpoint()))) {
				assertThat(observer.exists("kept")).isTrue();
				assertThat(observer.newLock("lease", options).tryLock()).isEmpty();
			}
		}
	}

	@Test
	void closingIsBoundedWhileTheServerStandsStill() throws InterruptedException {
		try (TcpProxy proxy = TcpProxy.to(SERVER.endpoint())) {
			Store store = open(proxy);
			LockHandle handle = store.newLock("closing").lock();
			Watch watch = store.watch("closing", (event) -> {
			});
			Awaitility.await().until(watch::isSynced);
			proxy.stall();
			long start = System.nanoTime();
			store.close();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
			assertThat(handle.isHeld() || watch.isActive()).isFalse();
		}
	}

	private static Store open(TcpProxy proxy) {
		return EtcdStore.open(settings(proxy.endpoint()));
	}

	private static EtcdSettings settings(String... endpoints) {
		return RawEtcd.settings(List.of(endpoints)).withRequestTimeout(TIMEOUT);
	}

}
