package dev.kvstore.backend.etcd;

import java.util.Comparator;

import io.etcd.jetcd.api.KeyValue;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.lock.DistributedLockContract;
import dev.kvstore.server.EtcdServer;

class EtcdDistributedLockTests extends DistributedLockContract {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	@Override
	protected Store open() {
		return EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

	@Override
	protected void destroyHolder(String key) {
		try (RawEtcd raw = new RawEtcd(SERVER.endpoint())) {
			KeyValue holder = raw.stored(LockPath.queue(key))
				.stream()
				.min(Comparator.comparingLong(KeyValue::getCreateRevision))
				.orElseThrow();
			raw.revoke(holder.getLease());
		}
	}

}
