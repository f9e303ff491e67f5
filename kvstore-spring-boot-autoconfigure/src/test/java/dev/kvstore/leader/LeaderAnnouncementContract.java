package dev.kvstore.leader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How every backend tells who leads.
 */
abstract class LeaderAnnouncementContract extends ElectedInstances {

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

}
