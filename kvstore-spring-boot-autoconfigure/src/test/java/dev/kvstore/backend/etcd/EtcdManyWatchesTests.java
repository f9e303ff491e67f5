package dev.kvstore.backend.etcd;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.ManyWatchesContract;
import dev.kvstore.server.EtcdServer;

class EtcdManyWatchesTests extends ManyWatchesContract {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	@Override
	protected Store open() {
		return EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

}
