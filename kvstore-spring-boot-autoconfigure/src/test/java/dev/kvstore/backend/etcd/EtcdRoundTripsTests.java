package dev.kvstore.backend.etcd;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.server.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Counts the requests that a server handled.
 */
class EtcdRoundTripsTests {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	private static final Pattern STARTED = Pattern
		.compile("(?m)^grpc_server_started_total\\{grpc_method=\"(\\w+)\".*\\} ([1-9]\\d*)$");

	private static final byte[] VALUE = { 1 };

	private Store store;

	@BeforeEach
	void open() {
		this.store = EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void aPutIsOneRequest() throws Exception {
		assertThat(requests(() -> this.store.put("a", VALUE))).containsExactly("Put");
	}

	@Test
	void aGetIsOneRequest() throws Exception {
		this.store.put("a", VALUE);
		assertThat(requests(() -> this.store.get("a"))).containsExactly("Range");
		assertThat(requests(() -> this.store.exists("a"))).containsExactly("Range");
		assertThat(requests(() -> this.store.list("a"))).containsExactly("Range");
	}

	@Test
	void anAtomicOperationIsOneRequest() throws Exception {
		KeyValue put = this.store.put("a", VALUE);
		assertThat(requests(() -> this.store.atomicPut("a", VALUE, put))).containsExactly("Txn");
		assertThat(requests(() -> this.store.atomicDelete("a", put))).containsExactly("Txn");
		assertThat(requests(() -> this.store.transaction().put("a", VALUE).put("b", VALUE).commit()))
			.containsExactly("Txn");
	}

	@Test
	void aDeleteIsOneRequest() throws Exception {
		assertThat(requests(() -> this.store.delete("a"))).containsExactly("DeleteRange");
		assertThat(requests(() -> this.store.deleteTree("a"))).containsExactly("Txn");
	}

	@Test
	void aFreeLockIsTakenAndGivenBackInTwoRequests() throws Exception {
		this.store.newLock("a").lock().unlock();
		assertThat(requests(() -> {
			this.store.newLock("a").lock().unlock();
			return null;
		})).containsExactly("DeleteRange", "Txn");
	}

	@Test
	void aTakenLockIsRefusedInOneRequest() throws Exception {
		LockHandle held = this.store.newLock("a").lock();
		assertThat(requests(() -> this.store.newLock("a").tryLock())).containsExactly("Txn");
		held.unlock();
	}

	@Test
	void aPutWithATtlIsTwoRequests() throws Exception {
		PutOptions options = PutOptions.ttl(Duration.ofMinutes(1));
		assertThat(requests(() -> this.store.put("a", VALUE, options))).containsExactly("LeaseGrant", "Put");
	}

	@Test
	void aStatusIsOneRequest() throws Exception {
		assertThat(requests(this.store::status)).containsExactly("Status");
	}

	private static List<String> requests(Callable<?> call) throws Exception {
		Map<String, Long> before = started();
		call.call();
		Map<String, Long> after = started();
		return after.entrySet()
			.stream()
			.flatMap((method) -> Stream.generate(method::getKey)
				.limit(method.getValue() - before.getOrDefault(method.getKey(), 0L)))
			.toList();
	}

	private static Map<String, Long> started() throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(SERVER.url() + "/metrics")).build();
		String metrics = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
		Map<String, Long> started = new TreeMap<>();
		STARTED.matcher(metrics).results().forEach((line) -> started.put(line.group(1), Long.valueOf(line.group(2))));
		return started;
	}

}
