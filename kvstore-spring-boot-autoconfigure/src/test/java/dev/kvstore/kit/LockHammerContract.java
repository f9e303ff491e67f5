package dev.kvstore.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mutual exclusion of locks under many threads of many stores, also while the server's
 * record of a holder is destroyed from outside. A backend's test class extends it; no
 * case may be skipped or weakened.
 */
public abstract class LockHammerContract {

	private static final int STORES = 3;

	private static final int THREADS = 4;

	private static final Duration PEACE = Duration.ofSeconds(4);

	private static final Duration WAR = Duration.ofSeconds(10);

	private static final LockOptions OPTIONS = LockOptions.defaults().withTtl(Duration.ofSeconds(5));

	private final String root = "hammer-" + UUID.randomUUID();

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final List<Store> stores = new ArrayList<>();

	/**
	 * Opens a further store, independent of those opened before.
	 * @return a store that the contract closes
	 */
	protected abstract Store open();

	/**
	 * Destroys on the server, with a client of its own, what makes somebody the holder of
	 * a lock: a lease, a session or a record, one after the other if there are several.
	 * Does nothing if nobody holds it.
	 * @param key the key of the lock
	 * @param round how often this was called before, to choose by
	 * @throws Exception if it went wrong
	 */
	protected abstract void destroyHolder(String key, int round) throws Exception;

	/**
	 * Returns how long a holder may believe in its lock after that was destroyed.
	 * @return at most the granted TTL
	 */
	protected Duration lossNoticedWithin() {
		return OPTIONS.ttl();
	}

	@BeforeEach
	void openStores() {
		for (int i = 0; i < STORES; i++) {
			this.stores.add(open());
		}
	}

	@AfterEach
	void closeStores() {
		this.stores.parallelStream().forEach(Store::close);
	}

	@Test
	void aCounterThatIsNotAtomicLosesNothing() throws Exception {
		HolderHistory holders = new HolderHistory(this.violations);
		long end = System.nanoTime() + PEACE.toNanos();
		List<Integer> counts = Rivals.race(STORES * THREADS, (number) -> {
			Store store = this.stores.get(number % STORES);
			int increments = 0;
			for (; System.nanoTime() < end || increments == 0; increments++) {
				LockHandle handle = store.newLock(this.root, OPTIONS).lock();
				holders.entered(handle);
				long before = store.get(this.root).map((value) -> Long.parseLong(value.asString())).orElse(0L);
				store.put(this.root, StoreContract.bytes(Long.toString(before + 1)));
				holders.leaves(handle);
				handle.unlock();
			}
			return increments;
		});
		long total = counts.stream().mapToLong(Integer::longValue).sum();
		assertThat(this.stores.get(0).get(this.root).orElseThrow().asString()).isEqualTo(Long.toString(total));
		assertThat(this.violations).isEmpty();
		assertNobodyIsLeft();
	}

	@Test
	void fencingTokensProtectACounterWhileHoldersAreDestroyed() throws Exception {
		FencedCounter counter = new FencedCounter();
		Queue<String> overlaps = new ConcurrentLinkedQueue<>();
		HolderHistory history = new HolderHistory(overlaps);
		AtomicInteger running = new AtomicInteger(STORES * THREADS);
		long end = System.nanoTime() + WAR.toNanos();
		Attempt<Integer> destroyer = Attempt.start(() -> destroyWhile(running));
		List<HammeredHolders> holders = Rivals.race(STORES * THREADS, (number) -> {
			try {
				return hammer(this.stores.get(number % STORES), counter, history, end);
			}
			finally {
				running.decrementAndGet();
			}
		});
		int destructions = destroyer.answer();
		holders.forEach((some) -> some.assertTold(lossNoticedWithin()));
		assertThat(this.violations).isEmpty();
		counter.assertConsistent(holders.stream().mapToLong(HammeredHolders::accepted).sum());
		assertThat(destructions).isGreaterThan(10);
		assertThat(overlaps)
			.as("each holder that was destroyed and not told yet may be joined once, and come late once")
			.hasSizeLessThanOrEqualTo(2 * destructions);
		assertThat(holders.stream().mapToInt(HammeredHolders::lost).sum()).as("holders that lost their lock")
			.isGreaterThan(5);
		assertNobodyIsLeft();
	}

	private HammeredHolders hammer(Store store, FencedCounter counter, HolderHistory history, long end)
			throws InterruptedException {
		HammeredHolders holders = new HammeredHolders(lossNoticedWithin(), this.violations);
		while (System.nanoTime() < end) {
			LockHandle handle = store.newLock(this.root, OPTIONS).lock();
			holders.use(handle, () -> {
				history.entered(handle);
				long before = counter.read(handle.fencingToken());
				stayInside(store);
				history.leaves(handle);
				return counter.write(handle.fencingToken(), before + 1);
			});
		}
		return holders;
	}

	private void stayInside(Store store) {
		long end = System.nanoTime() + Duration.ofMillis(ThreadLocalRandom.current().nextInt(30)).toNanos();
		do {
			store.exists(this.root);
		}
		while (System.nanoTime() < end);
	}

	private int destroyWhile(AtomicInteger running) throws Exception {
		int round = 0;
		while (running.get() > 0) {
			StoreContract.throughout(Duration.ofMillis(ThreadLocalRandom.current().nextInt(20, 150)), () -> true);
			if (round % 3 == 0) {
				StoreLock lock = this.stores.get(round % STORES).newLock(this.root);
				lock.holder().ifPresent(lock::forceRelease);
			}
			else {
				destroyHolder(this.root, round);
			}
			round++;
		}
		return round;
	}

	private void assertNobodyIsLeft() {
		StoreLock lock = this.stores.get(0).newLock(this.root);
		StoreContract.await().until(() -> lock.holder().isEmpty());
		lock.tryLock().orElseThrow().unlock();
	}

}
