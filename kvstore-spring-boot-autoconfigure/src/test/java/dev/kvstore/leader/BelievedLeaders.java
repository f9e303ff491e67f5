package dev.kvstore.leader;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who believed to lead when, by the monotonic clock that all instances of this JVM share.
 */
final class BelievedLeaders {

	private final Map<Long, Belief> beliefs = new ConcurrentSkipListMap<>();

	/**
	 * Asks an instance once.
	 * @param elector the instance
	 * @param role the role
	 * @return whether it believes to lead
	 */
	boolean ask(LeaderElector elector, String role) {
		long epoch = elector.epoch(role).orElse(0);
		if (epoch == 0) {
			return false;
		}
		long asked = System.nanoTime();
		boolean leads = elector.isLeader(role);
		long answered = System.nanoTime();
		if (leads && elector.epoch(role).orElse(0) == epoch) {
			this.beliefs.merge(epoch, new Belief(elector.id(), answered, asked),
					(before, now) -> new Belief(before.id().equals(now.id()) ? now.id() : "two instances",
							before.from(), now.to()));
		}
		return leads;
	}

	int count() {
		return this.beliefs.size();
	}

	void assertNeverTwo() {
		Belief before = null;
		for (Belief belief : this.beliefs.values()) {
			assertThat(belief.id()).isNotEqualTo("two instances");
			if (before != null) {
				assertThat(belief.from() - before.to()).as("from %s to %s", before, belief).isPositive();
			}
			before = belief;
		}
	}

	/**
	 * One leadership as its leader believed in it.
	 *
	 * @param id the leader
	 * @param from when it first was sure to lead
	 * @param to when it last was about to be asked and still led
	 */
	private record Belief(String id, long from, long to) {

	}

}
