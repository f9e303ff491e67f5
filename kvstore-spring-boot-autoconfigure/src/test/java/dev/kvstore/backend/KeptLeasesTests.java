package dev.kvstore.backend;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link KeptLeases}.
 */
class KeptLeasesTests {

	private static final Duration TTL = Duration.ofMillis(600);

	private final RecordingLeases server = new RecordingLeases();

	private final CallbackThreads threads = new CallbackThreads("test");

	private final KeptLeases<Integer> leases = new KeptLeases<>("test", this.server, this.threads);

	@AfterEach
	void close() {
		this.leases.close();
		this.threads.close();
	}

	@Test
	void oneLeaseForEachTtl() throws InterruptedException {
		assertThat(use(TTL)).isSameAs(use(TTL)).isNotSameAs(use(TTL.multipliedBy(2)));
		assertThat(this.server.granted).hasValue(2);
	}

	@Test
	void leasesThatLastAreCounted() throws InterruptedException {
		assertThat(this.leases.size()).isZero();
		KeptLease<Integer> lease = use(TTL);
		use(TTL.multipliedBy(2));
		assertThat(this.leases.size()).isEqualTo(2);
		lease.clock().expire();
		assertThat(this.leases.size()).isOne();
	}

	@Test
	void usedLeaseIsRenewedBeyondItsTtl() throws InterruptedException {
		KeptLease<Integer> lease = use(TTL);
		await().untilAsserted(() -> assertThat(this.server.renewals).hasValueGreaterThan(6));
		assertThat(lease.isAlive()).isTrue();
		assertThat(this.server.revoked).isEmpty();
	}

	@Test
	void leaseThatWasGrantedSlowlyIsRenewedInTime() throws InterruptedException {
		Duration ttl = TTL.multipliedBy(4);
		this.server.grantTakes = ttl.multipliedBy(3).dividedBy(4);
		KeptLease<Integer> lease = use(ttl);
		await().untilAsserted(() -> assertThat(this.server.renewals).hasValueGreaterThan(2));
		assertThat(lease.isAlive()).isTrue();
		assertThat(this.server.granted).hasValue(1);
	}

	@Test
	void leaseThatTheServerForgotIsLostAndReplaced() throws InterruptedException {
		KeptLease<Integer> lease = use(TTL);
		AtomicInteger losses = new AtomicInteger();
		lease.onLost(losses::incrementAndGet);
		this.server.known = false;
		await().untilAtomic(losses, (count) -> assertThat(count).isEqualTo(1));
		assertThat(lease.isAlive()).isFalse();
		assertThat(lease.clock().isExpired()).isTrue();
		this.server.known = true;
		assertThat(use(TTL)).isNotSameAs(lease).matches(KeptLease::isAlive);
	}

	@Test
	void clockEndsALeaseThatCannotBeRenewed() throws InterruptedException {
		KeptLease<Integer> lease = use(TTL);
		AtomicInteger losses = new AtomicInteger();
		lease.onLost(losses::incrementAndGet);
		this.server.reachable = false;
		await().untilAtomic(losses, (count) -> assertThat(count).isEqualTo(1));
		assertThat(this.server.renewals).hasValueGreaterThan(2);
		lease.onLost(losses::incrementAndGet);
		assertThat(losses).hasValue(2);
	}

	@Test
	void forgottenActionIsNotRun() throws InterruptedException {
		KeptLease<Integer> lease = use(TTL);
		AtomicInteger losses = new AtomicInteger();
		Runnable action = losses::incrementAndGet;
		lease.onLost(action);
		lease.forget(action);
		this.server.known = false;
		await().until(() -> !lease.isAlive());
		assertThat(losses).hasValue(0);
	}

	@Test
	void unusedLeaseIsGivenBack() throws InterruptedException {
		KeptLease<Integer> lease = use(TTL);
		AtomicInteger losses = new AtomicInteger();
		lease.onLost(losses::incrementAndGet);
		lease.free();
		await().untilAsserted(() -> assertThat(this.server.revoked).containsExactly(lease.lease()));
		assertThat(losses).hasValue(0);
		assertThat(use(TTL).lease()).isNotEqualTo(lease.lease());
	}

	@Test
	void leaseThatWasGivenBackIsForgotten() throws InterruptedException {
		KeptLease<Integer> lease = use(TTL);
		lease.free();
		WeakReference<KeptLease<Integer>> reference = new WeakReference<>(lease);
		lease = null;
		await().until(() -> {
			System.gc();
			return reference.refersTo(null);
		});
	}

	@Test
	void grantThatFailedIsAskedForAgain() throws InterruptedException {
		this.server.reachable = false;
		assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> use(TTL));
		this.server.reachable = true;
		assertThat(use(TTL).isAlive()).isTrue();
	}

	@Test
	void closingGivesAllBackAndGrantsNoMore() throws InterruptedException {
		use(TTL);
		use(TTL.multipliedBy(2));
		this.leases.close();
		assertThat(this.server.revoked).containsExactlyInAnyOrder(1, 2);
		assertThatExceptionOfType(StoreClosedException.class).isThrownBy(() -> use(TTL.multipliedBy(3)));
	}

	@Test
	void whatIsGrantedWhileTheyCloseIsGivenBackToo() {
		for (int round = 0; round < 2_000; round++) {
			KeptLeases<Integer> closing = new KeptLeases<>("test", this.server, this.threads);
			CompletableFuture<Void> using = attempt(closing);
			closing.close();
			using.join();
			assertThat(this.server.revoked).as("round %d", round).hasSize(this.server.granted.get());
			this.server.revoked.clear();
			this.server.granted.set(0);
		}
	}

	private static CompletableFuture<Void> attempt(KeptLeases<Integer> closing) {
		return CompletableFuture.runAsync(() -> {
			try {
				closing.use("lock", "a", TTL.multipliedBy(100), Deadline.after(TTL));
			}
			catch (StoreClosedException ex) {
				assertThat(ex).hasMessageContaining("closed");
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private KeptLease<Integer> use(Duration ttl) throws InterruptedException {
		return this.leases.use("lock", "a", ttl, Deadline.after(ttl));
	}

}
