package dev.kvstore.lock;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.kvstore.api.LockHandle;

/**
 * Methods under locks, as an application has them.
 */
class LockedJobs {

	private final JdbcTemplate jdbc;

	LockedJobs(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	@DistributedLock("jobs/#{#name}")
	<T> T run(String name, Callable<T> work) throws Exception {
		return work.call();
	}

	@DistributedLock(key = "jobs/#{#name}", ttl = "1s")
	<T> T runWithTheShortestTtl(String name, Callable<T> work) throws Exception {
		return work.call();
	}

	@DistributedLock(key = "jobs/#{#name}", waitTime = "50s")
	<T> T runWhenFree(String name, Callable<T> work) throws Exception {
		return work.call();
	}

	@DistributedLock(key = "jobs/#{#name}", onLost = OnLost.NOTIFY)
	<T> T runUntold(String name, Callable<T> work) throws Exception {
		return work.call();
	}

	@DistributedLock(key = "jobs/#{#name}", waitTime = "50s")
	long token(String name, LockHandle lock) {
		return lock.fencingToken();
	}

	@DistributedLock(key = "jobs/#{#name}", waitTime = "50s")
	@Transactional
	void increment(String name) {
		incrementWithoutLock(name);
	}

	@DistributedLock(key = "jobs/#{#name}", waitTime = "50s")
	void incrementInTheCallersTransaction(String name) {
		incrementWithoutLock(name);
	}

	private void incrementWithoutLock(String name) {
		int value = this.jdbc.queryForList("select val from counters where name = ?", Integer.class, name).get(0);
		this.jdbc.update("update counters set val = ? where name = ?", value + 1, name);
	}

	@DistributedLock("jobs/#{#name}")
	@Transactional
	void writeAndThen(String name, Callable<?> work) throws Exception {
		this.jdbc.update("update counters set val = 99 where name = ?", name);
		work.call();
	}

	@DistributedLock(key = "jobs/#{#name}", onLost = OnLost.NOTIFY)
	@Transactional
	void writeAndThenUntold(String name, Callable<?> work) throws Exception {
		this.jdbc.update("update counters set val = 99 where name = ?", name);
		work.call();
	}

	@DistributedLock(key = "jobs/#{#name}", onBusy = OnBusy.SKIP)
	Optional<String> skippedOptional(String name) {
		return Optional.of("run");
	}

	@DistributedLock(key = "jobs/#{#name}", onBusy = OnBusy.SKIP)
	String skippedText(String name) {
		return "run";
	}

	@DistributedLock(key = "jobs/#{#name}", onBusy = OnBusy.SKIP)
	void skippedVoid(String name, Runnable work) {
		work.run();
	}

	@DistributedLock(key = "jobs/#{#name}", onBusy = OnBusy.SKIP)
	CompletableFuture<String> skippedStage(String name) {
		return CompletableFuture.completedFuture("run");
	}

	@DistributedLock(key = "jobs/#{#name}", onBusy = OnBusy.SKIP)
	Mono<String> skippedMono(String name) {
		return Mono.just("run");
	}

	@DistributedLock(key = "jobs/#{#name}", onBusy = OnBusy.SKIP)
	Flux<String> skippedFlux(String name) {
		return Flux.just("run");
	}

	@DistributedLock("jobs/#{#name}")
	CompletableFuture<String> stage(String name, CompletableFuture<String> source) {
		return source;
	}

	@DistributedLock("jobs/#{#name}")
	Future<String> future(String name, Future<String> source) {
		return source;
	}

	@DistributedLock("jobs/#{#name}")
	Mono<String> mono(String name, Mono<String> source) {
		return source;
	}

	@DistributedLock("jobs/#{#name}")
	Flux<String> flux(String name, Flux<String> source) {
		return source;
	}

}
