package dev.kvstore.backend.etcd;

import java.util.Comparator;
import java.util.List;

import io.etcd.jetcd.api.KeyValue;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.lock.ServerDistributedLockContract;
import dev.kvstore.server.EtcdServer;

class EtcdDistributedLockTests extends ServerDistributedLockContract {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	EtcdDistributedLockTests() {
		super(SERVER);
	}

	@Override
	protected Store open(String endpoint) {
		return EtcdStore.open(RawEtcd.settings(List.of(endpoint)));
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
