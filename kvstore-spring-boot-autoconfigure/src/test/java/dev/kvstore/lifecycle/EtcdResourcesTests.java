package dev.kvstore.lifecycle;

import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdResourcesTests extends ResourcesContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	@Override
	List<String> properties() {
		return List.of("kvstore.backend=etcd", "kvstore.endpoints=" + server.endpoint());
	}

}
