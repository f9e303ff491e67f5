package dev.kvstore.kit;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = FaultyServerContract.SERVER, mode = ResourceAccessMode.READ)
abstract class BadWireCallsContract extends FaultyServerContract {

	private static final Set<KeyOperation> CREATING = EnumSet.of(KeyOperation.ATOMIC_CREATE,
			KeyOperation.ATOMIC_PUT_WITH_TTL);

	private static final Set<KeyOperation> OVERWRITING = EnumSet.of(KeyOperation.PUT, KeyOperation.PUT_WITH_TTL,
			KeyOperation.PUT_WITH_KEEP_ALIVE, KeyOperation.DELETE, KeyOperation.TRANSACTION_PUT,
			KeyOperation.TRANSACTION_DELETE);

	BadWireCallsContract(FaultContract faults) {
		super(faults);
	}

	@Test
	void everyCallEndsInTimeWhenNothingIsAnswered() {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		proxy.stall();
		assertEachIsUnavailable(store);
		proxy.drop();
		proxy.resume();
		awaitRecovered(store);
	}

	@Test
	void everyCallEndsInTimeWhenConnectionsAreRefusedAndNothingIsWritten() {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		proxy.cut();
		StoreContract.await().until(() -> isUnavailable(store));
		Map<StoreOperation, CallOutcome> outcomes = assertEachIsUnavailable(store);
		assertThat(outcomes.values()).noneMatch(CallOutcome::outcomeUnknown);
		proxy.restore();
		awaitRecovered(store);
		assertThat(this.direct.list(this.root)).isEmpty();
	}

	@Test
	void aWriteThatWasCarriedOutIsNeverReportedAsCertainlyNot() {
		OVERWRITING.forEach((operation) -> this.direct.put(key(operation.name()), StoreContract.bytes("before")));
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		proxy.stallAnswers();
		Map<StoreOperation, CallOutcome> outcomes = assertEachIsUnavailable(store);
		Set<KeyOperation> written = EnumSet.noneOf(KeyOperation.class);
		written.addAll(OVERWRITING.stream().filter((operation) -> !is(operation, "before")).toList());
		written.addAll(CREATING.stream().filter((operation) -> this.direct.exists(key(operation.name()))).toList());
		assertThat(written).contains(KeyOperation.PUT)
			.allSatisfy((operation) -> assertThat(outcomes.get(operation)).matches(CallOutcome::outcomeUnknown));
	}

	@Test
	void aWriteWhoseAnswerIsLostIsNotSentAgain() {
		Map<String, StoreOperation> writes = writes();
		writes.keySet().forEach((name) -> this.direct.put(key(name), StoreContract.bytes("before")));
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		proxy.stallAnswers();
		List<Attempt<CallOutcome>> attempts = writes.entrySet()
			.stream()
			.map((write) -> CallOutcome.start(store, write.getValue(), key(write.getKey())))
			.toList();
		attempts.forEach((attempt) -> attempt.answer().assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK)));
		List<KeyValue> rivals = writes.keySet()
			.stream()
			.sorted()
			.map((name) -> this.direct.put(key(name), StoreContract.bytes("rival")))
			.toList();
		proxy.drop();
		proxy.resume();
		StoreContract.throughout(Duration.ofSeconds(3), () -> this.direct.list(this.root).equals(rivals));
		awaitRecovered(store);
	}

	@Test
	void anInterruptedWriteThrowsAtOnceAndKeepsTheFlag() {
		this.direct.put(key("a"), StoreContract.bytes("before"));
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		proxy.stallAnswers();
		long begun = System.nanoTime();
		Attempt<Boolean> writer = Attempt.start(() -> {
			CallOutcome outcome = CallOutcome.run(store, KeyOperation.PUT, key("a"));
			outcome.assertUnavailableWithin(REQUEST_TIMEOUT);
			return Thread.currentThread().isInterrupted() && outcome.outcomeUnknown();
		});
		StoreContract.await().until(() -> !is("a", "before"));
		writer.interrupt();
		assertThat(writer.answer()).isTrue();
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(REQUEST_TIMEOUT);
		proxy.resume();
		awaitRecovered(store);
	}

	@Test
	void closingEndsInTimeWhenNothingIsAnswered() {
		TcpProxy proxy = proxy();
		Store store = openBehind(proxy);
		store.watchTree(this.root, new RecordingListener());
		assertThat(store.newLock(key("a")).tryLock()).isPresent();
		proxy.stall();
		long begun = System.nanoTime();
		store.close();
		assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(REQUEST_TIMEOUT.multipliedBy(2).plus(SLACK));
	}

	private static Map<String, StoreOperation> writes() {
		Map<String, StoreOperation> writes = new LinkedHashMap<>();
		writes.put("put", KeyOperation.PUT);
		writes.put("ttl", KeyOperation.PUT_WITH_TTL);
		writes.put("keep-alive", KeyOperation.PUT_WITH_KEEP_ALIVE);
		writes.put("delete", KeyOperation.DELETE);
		writes.put("transaction-put", KeyOperation.TRANSACTION_PUT);
		writes.put("transaction-delete", KeyOperation.TRANSACTION_DELETE);
		writes.put("atomic", (store, key) -> store.atomicPut(key, new byte[0], null));
		return writes;
	}

	private Map<StoreOperation, CallOutcome> assertEachIsUnavailable(Store store) {
		Map<StoreOperation, Attempt<CallOutcome>> attempts = StoreOperation.withServer()
			.collect(Collectors.toMap((operation) -> operation,
					(operation) -> CallOutcome.start(store, operation, key(operation.toString()))));
		Attempt<CallOutcome> status = CallOutcome.start(store, (asked, path) -> asked.status(), this.root);
		status.answer().assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK));
		return attempts.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> entry.getValue().answer().assertUnavailableWithin(REQUEST_TIMEOUT.plus(SLACK))));
	}

	private boolean is(KeyOperation operation, String text) {
		return is(operation.name(), text);
	}

	private boolean is(String name, String text) {
		return this.direct.get(key(name)).map(KeyValue::asString).filter(text::equals).isPresent();
	}

	private boolean isUnavailable(Store store) {
		try {
			store.exists(this.root);
			return false;
		}
		catch (StoreUnavailableException ex) {
			return true;
		}
	}

}
