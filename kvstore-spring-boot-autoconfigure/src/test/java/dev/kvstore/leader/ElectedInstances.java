package dev.kvstore.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreLock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Instances that stand for a role of their own.
 */
abstract class ElectedInstances {

	static final Duration TTL = Duration.ofSeconds(5);

	final String role = "role-" + UUID.randomUUID();

	final List<Instance> instances = new ArrayList<>();

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

	final List<Instance> leaders() {
		return this.instances.stream().filter((instance) -> instance.leads(this.role)).toList();
	}

	final Leader leader(Instance instance) {
		return new Leader(instance.elector().id(), instance.epoch(this.role));
	}

	final void takeAway() {
		StoreLock lock = this.instances.get(0).store().newLock(RoleKey.of(this.role));
		assertThat(lock.forceRelease(lock.holder().orElseThrow())).isTrue();
	}

	final void awaitAnnounced(Leader leader) {
		await().until(() -> leader.equals(announced(this.instances.get(0).store())));
	}

	final @Nullable Leader announced(Store store) {
		return store.get(RoleKey.of(this.role)).flatMap(AnnouncedLeader::from).orElse(null);
	}

	final List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.contains(this.role))
			.toList();
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
