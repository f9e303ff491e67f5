package dev.kvstore.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What leader election must do on every backend. A backend's test class extends it.
 */
abstract class LeaderElectionContract {

	static final Duration TTL = Duration.ofSeconds(5);

	private static final Duration LONG_TTL = Duration.ofSeconds(40);

	private static final int HAND_OVERS = 20;

	final String role = "role-" + UUID.randomUUID();

	private final List<Instance> instances = new ArrayList<>();

	/**
	 * Opens a further store on the same data.
	 * @return a store that the contract closes
	 */
	abstract Store open();

	@AfterEach
	void closeInstances() {
		this.instances.forEach(Instance::close);
		await().until(() -> threads().isEmpty());
		this.instances.forEach(Instance::assertToldInOrder);
	}

	@Test
	void oneOfThreeLeadsAndEachKnowsWhich() {
		List<Instance> three = candidates(3);
		Instance leader = awaitLeader();
		throughout(Duration.ofSeconds(1), () -> leader.leads(this.role) && leaders().size() == 1);
		Leader known = new Leader(leader.elector().id(), leader.epoch(this.role));
		assertThat(three).allSatisfy((each) -> assertThat(each.elector().leader(this.role)).contains(known));
		assertThat(leader.events()).containsExactly(new LeadershipGrantedEvent(this.role, known.id(), known.epoch()));
	}

	@Test
	void epochsStrictlyIncreaseOverManyHandOversAndEachHasItsTurn() {
		candidates(3);
		Set<Instance> led = new HashSet<>();
		long epoch = 0;
		for (int handOver = 0; handOver < HAND_OVERS || led.size() < 3; handOver++) {
			Instance leader = awaitLeader();
			assertThat(leader.epoch(this.role)).isGreaterThan(epoch);
			epoch = leader.epoch(this.role);
			led.add(leader);
			assertThat(leader.elector().yield(this.role)).isTrue();
			assertThat(leader.epoch(this.role)).isNotEqualTo(epoch);
			assertThat(handOver).as("hand-overs").isLessThan(10 * HAND_OVERS);
		}
	}

	@Test
	void whoIsAloneIsElectedAgainAfterYielding() {
		Instance alone = candidate();
		awaitLeader();
		long epoch = alone.epoch(this.role);
		assertThat(alone.elector().yield(this.role)).isTrue();
		await().until(() -> alone.epoch(this.role) > epoch);
		assertThat(alone.elector().yield("another")).isFalse();
	}

	@Test
	void followerHasNothingToYield() {
		candidates(2);
		Instance leader = awaitLeader();
		Instance follower = follower(leader);
		assertThat(follower.elector().yield(this.role)).isFalse();
		throughout(Duration.ofMillis(300), () -> leader.leads(this.role));
	}

	@Test
	void leaderWhoseLockIsTakenAwayIsRevokedAndStandsAgain() {
		Instance alone = candidate();
		awaitLeader();
		long epoch = alone.epoch(this.role);
		takeAway();
		await().until(() -> alone.epoch(this.role) > epoch);
		await().until(() -> alone.events().size() == 3);
		assertThat(alone.events().get(1)).isEqualTo(new LeadershipRevokedEvent(this.role, alone.elector().id(), epoch));
	}

	@Test
	void stoppingHandsOverAtOnce() {
		Instance first = candidate(LONG_TTL);
		awaitLeader();
		Instance second = candidate(LONG_TTL);
		long epoch = first.epoch(this.role);
		first.elector().stop();
		assertThat(first.leads(this.role)).isFalse();
		assertThat(first.events()).hasSize(2);
		await().atMost(Duration.ofSeconds(5)).until(() -> second.epoch(this.role) > epoch);
	}

	@Test
	void followerStopsWhileItWaits() {
		Instance leader = candidate();
		awaitLeader();
		Instance follower = candidate();
		await().until(this::somebodyWaitsForTheLock);
		follower.elector().stop();
		await().until(() -> Collections.frequency(threads(), "kvstore-leader-" + this.role) == 1);
		assertThat(leader.leads(this.role)).isTrue();
		assertThat(follower.events()).isEmpty();
	}

	@Test
	void stoppedElectorStandsAgainOnceStarted() {
		Instance alone = candidate();
		awaitLeader();
		alone.elector().stop();
		alone.elector().start();
		awaitLeader();
		await().until(() -> alone.events().size() == 3);
	}

	@Test
	void leavingHandsOverAndJoiningStandsBehind() {
		Instance first = candidate();
		awaitLeader();
		Instance second = candidate();
		first.elector().leave(this.role);
		assertThat(first.leads(this.role)).isFalse();
		await().until(() -> second.leads(this.role));
		first.elector().join(this.role);
		second.elector().leave(this.role);
		await().until(() -> first.leads(this.role));
		assertThat(second.elector().roles()).isEmpty();
		assertThat(first.elector().roles()).containsExactly(this.role);
	}

	@Test
	void nextLeaderWaitsForTheListenersOfWhoGivesUp() throws InterruptedException {
		Instance first = candidate();
		awaitLeader();
		Instance second = candidate();
		CountDownLatch gate = new CountDownLatch(1);
		CountDownLatch told = new CountDownLatch(1);
		first.listen((event) -> {
			told.countDown();
			pass(gate);
		});
		first.elector().leave(this.role);
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
		throughout(Duration.ofMillis(500), () -> leaders().isEmpty());
		gate.countDown();
		await().until(() -> second.leads(this.role));
	}

	@Test
	void listenerThatDoesNotEndNeitherKeepsLeadershipNorStopsStandingAgain() throws InterruptedException {
		Instance busy = start(TTL);
		CountDownLatch gate = new CountDownLatch(1);
		busy.listen((event) -> pass(gate));
		busy.elector().join(this.role);
		awaitLeader();
		long first = busy.epoch(this.role);
		takeAway();
		await().until(() -> busy.epoch(this.role) > first);
		long second = busy.epoch(this.role);
		takeAway();
		await().until(() -> busy.epoch(this.role) > second);
		assertThat(busy.events()).hasSize(1);
		gate.countDown();
		await().until(() -> busy.events().size() == 3);
		assertThat(busy.events().get(2))
			.isEqualTo(new LeadershipGrantedEvent(this.role, busy.elector().id(), busy.epoch(this.role)));
	}

	@Test
	void listenerThatThrowsStopsNothing() {
		Instance failing = start(TTL);
		failing.listen((event) -> {
			throw new IllegalStateException("thrown by a test");
		});
		failing.elector().join(this.role);
		awaitLeader();
		failing.elector().yield(this.role);
		await().until(() -> failing.events().size() == 3);
	}

	@Test
	void listenersRunOnThreadsOfTheElector() {
		Instance alone = start(TTL);
		List<String> names = new CopyOnWriteArrayList<>();
		alone.listen((event) -> names.add(Thread.currentThread().getName()));
		alone.elector().join(this.role);
		awaitLeader();
		takeAway();
		await().until(() -> names.size() >= 2);
		assertThat(names).allMatch(("kvstore-leader-" + this.role + "-events")::equals);
	}

	@Test
	void watchTellsThePresentLeaderAndEachChange() {
		Instance first = candidate();
		awaitLeader();
		Instance second = candidate();
		Instance observer = start(TTL);
		List<Optional<Leader>> seen = new CopyOnWriteArrayList<>();
		Leader one = leader(first);
		awaitAnnounced(one);
		try (Watch watch = observer.elector().watch(this.role, (leader) -> seen.add(Optional.ofNullable(leader)))) {
			await().until(() -> seen.equals(List.of(Optional.of(one))));
			first.elector().stop();
			awaitLeader();
			Leader two = leader(second);
			await().until(() -> seen.get(seen.size() - 1).equals(Optional.of(two)));
			second.elector().stop();
			await().until(() -> seen.get(seen.size() - 1).isEmpty());
			assertThat(seen.stream().flatMap(Optional::stream)).containsExactly(one, two);
			assertThat(watch.isActive()).isTrue();
		}
		assertThat(observer.elector().leader(this.role)).isEmpty();
	}

	@Test
	void watchTellsThatThereIsNoLeader() {
		List<Optional<Leader>> seen = new CopyOnWriteArrayList<>();
		Instance observer = start(TTL);
		try (Watch watch = observer.elector().watch(this.role, (leader) -> seen.add(Optional.ofNullable(leader)))) {
			await().until(() -> seen.equals(List.of(Optional.empty())) && watch.isSynced());
		}
	}

	@Test
	void leaderAnnouncesItselfAgainIfThatIsSpoilt() {
		Instance alone = candidate();
		awaitLeader();
		Leader leader = leader(alone);
		awaitAnnounced(leader);
		alone.store().delete(RoleKey.of(this.role));
		awaitAnnounced(leader);
		alone.store().put(RoleKey.of(this.role), AnnouncedLeader.value(new Leader("earlier", leader.epoch() - 1)));
		awaitAnnounced(leader);
		alone.store().put(RoleKey.of(this.role), new byte[] { 'x' });
		awaitAnnounced(leader);
	}

	@Test
	void lateAnnouncementOfADeposedLeaderSpoilsNothing() {
		Store store = start(TTL).store();
		Leader present = new Leader("present", 7);
		Leader deposed = new Leader("deposed", 6);
		Announcement ofPresent = announcement(store);
		ofPresent.announce(present);
		Announcement late = announcement(store);
		late.announce(deposed);
		awaitAnnounced(present);
		late.withdraw();
		assertThat(announced(store)).isEqualTo(present);
		ofPresent.withdraw();
		assertThat(announced(store)).isNull();
	}

	@Test
	void withdrawalOfADeposedLeaderSpoilsNothing() {
		Store store = start(TTL).store();
		Announcement ofDeposed = announcement(store);
		ofDeposed.announce(new Leader("deposed", 6));
		Leader present = new Leader("present", 7);
		announcement(store).announce(present);
		ofDeposed.withdraw();
		assertThat(announced(store)).isEqualTo(present);
	}

	@Test
	void ofAnnouncementsThatRaceTheLatestEpochRemains() {
		Store store = start(TTL).store();
		for (int round = 0; round < 5; round++) {
			long base = round * 10L;
			List<Thread> threads = new ArrayList<>();
			for (long epoch = base + 1; epoch <= base + 8; epoch++) {
				Leader leader = new Leader("racing", epoch);
				threads.add(new Thread(() -> announcement(store).announce(leader), "announcing-" + epoch));
			}
			threads.forEach(Thread::start);
			await().until(() -> threads.stream().noneMatch(Thread::isAlive));
			assertThat(announced(store)).isEqualTo(new Leader("racing", base + 8));
		}
	}

	private Announcement announcement(Store store) {
		return new Announcement(store, RoleKey.of(this.role), LeaderOptions.defaults("test").announcement());
	}

	final Instance candidate() {
		return candidate(TTL);
	}

	final Instance candidate(Duration ttl) {
		Instance instance = start(ttl);
		instance.elector().join(this.role);
		return instance;
	}

	final List<Instance> candidates(int count) {
		for (int i = 0; i < count; i++) {
			candidate();
		}
		return this.instances;
	}

	final Instance start(Duration ttl) {
		return start(open(), ttl);
	}

	final Instance start(Store store, Duration ttl) {
		Instance instance = new Instance(store, ttl);
		this.instances.add(instance);
		return instance;
	}

	/**
	 * Waits until one leads and its listeners were told.
	 * @return the leader
	 */
	final Instance awaitLeader() {
		await().until(() -> leaders().size() == 1 && leaders().stream().allMatch((one) -> one.wasTold(this.role)));
		return leaders().get(0);
	}

	private List<Instance> leaders() {
		return this.instances.stream().filter((instance) -> instance.leads(this.role)).toList();
	}

	private Instance follower(Instance leader) {
		return this.instances.stream().filter((instance) -> instance != leader).findFirst().orElseThrow();
	}

	final Leader leader(Instance instance) {
		return new Leader(instance.elector().id(), instance.epoch(this.role));
	}

	private void takeAway() {
		StoreLock lock = this.instances.get(0).store().newLock(RoleKey.of(this.role));
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
	}

	final void awaitAnnounced(Leader leader) {
		await().until(() -> leader.equals(announced(this.instances.get(0).store())));
	}

	private @Nullable Leader announced(Store store) {
		return store.get(RoleKey.of(this.role)).flatMap(AnnouncedLeader::from).orElse(null);
	}

	private List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.contains(this.role))
			.toList();
	}

	private boolean somebodyWaitsForTheLock() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((thread) -> thread.getKey().getName().equals("kvstore-leader-" + this.role))
			.flatMap((thread) -> Arrays.stream(thread.getValue()))
			.anyMatch((frame) -> frame.getMethodName().equals("lock"));
	}

	private static void pass(CountDownLatch gate) {
		try {
			gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30));
	}

	static void throughout(Duration duration, Callable<Boolean> condition) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.during(duration)
			.atMost(duration.plusSeconds(10))
			.until(condition);
	}

}
