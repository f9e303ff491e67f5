package dev.kvstore.kit;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

/**
 * One group of the contract of faults. Each test has a directory of its own and a store
 * that reaches the server directly.
 */
abstract class FaultyServerContract {

	/**
	 * What groups lock that hurt the server, or that need it whole.
	 */
	static final String SERVER = "the server";

	static final Duration REQUEST_TIMEOUT = FaultContract.REQUEST_TIMEOUT;

	/**
	 * How much longer than its timeout a call may take on a busy machine.
	 */
	static final Duration SLACK = Duration.ofMillis(1500);

	final String root = "faults-" + UUID.randomUUID();

	final FaultContract faults;

	Store direct;

	private final List<Store> opened = new CopyOnWriteArrayList<>();

	private final List<TcpProxy> proxies = new CopyOnWriteArrayList<>();

	FaultyServerContract(FaultContract faults) {
		this.faults = faults;
	}

	@BeforeEach
	void openStore() {
		this.direct = open(server().endpoint());
	}

	@AfterEach
	void closeStores() {
		try {
			this.proxies.forEach(TcpProxy::close);
		}
		finally {
			this.opened.parallelStream().forEach(Store::close);
		}
	}

	final ServerNode server() {
		return this.faults.server();
	}

	final Store open(String endpoint) {
		Store store = this.faults.open(endpoint);
		this.opened.add(store);
		return store;
	}

	final TcpProxy proxy() {
		TcpProxy proxy = TcpProxy.to(server().endpoint());
		this.proxies.add(proxy);
		return proxy;
	}

	final Store openBehind(TcpProxy proxy) {
		Store store = open(proxy.endpoint());
		store.exists(key("warm"));
		return store;
	}

	final String key(String name) {
		return this.root + "/" + name;
	}

	final void awaitRecovered(Store store) {
		awaitRecovery().until(() -> works(store));
	}

	static ConditionFactory awaitRecovery() {
		return StoreContract.await().atMost(Duration.ofSeconds(10));
	}

	private boolean works(Store store) {
		try {
			KeyValue put = store.put(this.root + "-works/a", new byte[0]);
			return store.get(put.key()).filter(put::equals).isPresent();
		}
		catch (StoreUnavailableException ex) {
			return false;
		}
	}

}
