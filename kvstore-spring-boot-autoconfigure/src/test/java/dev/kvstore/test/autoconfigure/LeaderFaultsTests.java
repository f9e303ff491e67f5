package dev.kvstore.test.autoconfigure;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeadershipGrantedEvent;
import dev.kvstore.leader.LeadershipRevokedEvent;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that leaders see {@link StoreFaults}.
 */
@KvStoreTest(properties = "kvstore.leader.roles=reports")
@Import(LeaderFaultsTests.Terms.class)
class LeaderFaultsTests {

	@Autowired
	private LeaderElector elector;

	@Autowired
	private Terms terms;

	@Autowired
	private StoreFaults faults;

	@BeforeEach
	void lead() {
		Eventually.await().until(() -> this.elector.isLeader("reports") && this.terms.events.size() % 2 == 1);
		this.terms.events.subList(0, this.terms.events.size() - 1).clear();
	}

	@Test
	void leadershipIsRevokedWhenItsLockIsLost() {
		this.faults.loseLock("leaders/reports");
		assertRevokedAndGranted();
	}

	@Test
	void leadershipIsRevokedWhenTheSessionExpires() {
		this.faults.expireSessions();
		assertRevokedAndGranted();
	}

	@Test
	void nobodyLeadsUntilTheStoreIsBack() {
		this.faults.makeUnavailable();
		assertThat(this.elector.isLeader("reports")).isTrue();
		this.faults.loseLock("leaders/reports");
		assertThat(this.elector.isLeader("reports")).isFalse();
		Eventually.await().until(() -> this.terms.events.size() == 2);
		this.faults.recover();
		assertRevokedAndGranted();
	}

	private void assertRevokedAndGranted() {
		Eventually.await().until(() -> this.terms.events.size() == 3);
		LeadershipGrantedEvent first = (LeadershipGrantedEvent) this.terms.events.get(0);
		LeadershipRevokedEvent revoked = (LeadershipRevokedEvent) this.terms.events.get(1);
		LeadershipGrantedEvent second = (LeadershipGrantedEvent) this.terms.events.get(2);
		assertThat(revoked.epoch()).isEqualTo(first.epoch());
		assertThat(second.epoch()).isGreaterThan(first.epoch());
		assertThat(this.elector.isLeader("reports")).isTrue();
	}

	static class Terms {

		private final List<Object> events = new CopyOnWriteArrayList<>();

		@EventListener({ LeadershipGrantedEvent.class, LeadershipRevokedEvent.class })
		void tell(Object event) {
			this.events.add(event);
		}

	}

}
