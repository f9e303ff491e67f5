package dev.kvstore.backend.consul;

import java.time.Clock;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.CallbackThreads;
import dev.kvstore.backend.Deadline;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.LockQueue.Contender;
import dev.kvstore.backend.ReadConsistency;
import dev.kvstore.server.ConsulServer;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConsulLockQueue}.
 */
class ConsulLockQueueTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(1);

	@RegisterExtension
	static final ConsulServer server = ConsulServer.withDefaults();

	private final TcpProxy proxy = TcpProxy.to(server.endpoint());

	private final ConsulSettings settings = ConsulSettings.of(Endpoint.parse(this.proxy.endpoint(), false));

	private final ConsulStore store = ConsulStore.open(this.settings);

	private final ConsulAgents agents = new ConsulAgents(this.settings);

	private final KvTransactions transactions = new KvTransactions(this.agents);

	private final KvReads reads = new KvReads(this.agents, this.transactions, ReadConsistency.STRONG);

	private final CallbackThreads threads = new CallbackThreads("kvstore-test");

	private final ConsulPolls polls = new ConsulPolls(this.agents, this.reads);

	private final LockSessions sessions = sessions();

	private final ConsulLockQueue queue = new ConsulLockQueue(this.store, this.agents, this.transactions, this.reads,
			this.sessions, this.polls, this.sessions::ended);

	private LockSessions sessions() {
		ConsulSessions created = new ConsulSessions(this.agents);
		KeyDeadlines deadlines = new KeyDeadlines(this.transactions, this.reads, Clock.systemUTC());
		KeyLifetimes lifetimes = new KeyLifetimes(created, this.transactions, deadlines);
		return new LockSessions(this.agents, created, this.transactions, lifetimes, this.threads);
	}

	@AfterEach
	void close() {
		this.polls.close();
		this.agents.close();
		this.threads.close();
		this.store.close();
		this.proxy.close();
	}

	@Test
	void aContenderThatWasNotConfirmedIsForgottenOnceItIsWithdrawn() {
		String session = grant();
		Contender contender = enterUnanswered("a", session);
		assertThat(this.queue.unconfirmed()).isOne();
		this.queue.withdraw(contender);
		assertThat(this.queue.unconfirmed()).isZero();
		this.sessions.revoke(session);
	}

	@Test
	void contendersOfSessionsThatAreOverAreForgotten() {
		for (int i = 0; i < 3; i++) {
			String session = grant();
			enterUnanswered("a" + i, session);
			this.sessions.revoke(session);
		}
		assertThat(this.queue.unconfirmed()).isOne();
	}

	private String grant() {
		return this.sessions.grant("lock", "a", Duration.ofSeconds(10), Deadline.after(Duration.ofSeconds(5))).lease();
	}

	private Contender enterUnanswered(String id, String session) {
		Contender contender = new Contender("lock", "a", id, "");
		this.proxy.stallAnswers();
		assertThatExceptionOfType(StoreUnavailableException.class)
			.isThrownBy(() -> this.queue.enter(contender, session, false, Deadline.after(TIMEOUT)))
			.matches(StoreUnavailableException::outcomeUnknown, "outcome unknown");
		this.proxy.drop();
		this.proxy.resume();
		return contender;
	}

}
