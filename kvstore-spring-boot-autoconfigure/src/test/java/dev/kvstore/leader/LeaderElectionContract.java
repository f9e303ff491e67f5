package dev.kvstore.leader;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What leader election must do on every backend. A backend's test class extends it.
 */
abstract class LeaderElectionContract extends LeaderAnnouncementContract {

	private static final Duration LONG_TTL = Duration.ofSeconds(40);

	private static final int HAND_OVERS = 20;

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

	private Instance follower(Instance leader) {
		return this.instances.stream().filter((instance) -> instance != leader).findFirst().orElseThrow();
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

}
