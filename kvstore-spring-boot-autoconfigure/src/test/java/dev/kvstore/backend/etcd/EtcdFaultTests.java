package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.FaultContract;
import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.ServerNode;

class EtcdFaultTests extends FaultContract {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	@Override
	protected ServerNode server() {
		return SERVER;
	}

	@Override
	protected Store open(String endpoint) {
		return EtcdStore.open(RawEtcd.settings(List.of(endpoint)).withRequestTimeout(REQUEST_TIMEOUT));
	}

	@Override
	protected Duration grantedTtl(Duration requested) {
		return (requested.compareTo(Duration.ofSeconds(2)) > 0) ? requested : Duration.ofSeconds(2);
	}

}
