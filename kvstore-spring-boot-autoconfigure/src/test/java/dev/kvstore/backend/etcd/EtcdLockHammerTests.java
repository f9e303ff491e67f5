package dev.kvstore.backend.etcd;

import java.util.Comparator;
import java.util.Optional;

import io.etcd.jetcd.api.KeyValue;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.LockHammerContract;
import dev.kvstore.server.EtcdServer;

class EtcdLockHammerTests extends LockHammerContract {

	@RegisterExtension
	static final EtcdServer SERVER = EtcdServer.create();

	private RawEtcd raw;

	@BeforeEach
	void connect() {
		this.raw = new RawEtcd(SERVER.endpoint());
	}

	@AfterEach
	void disconnect() {
		this.raw.close();
	}

	@Override
	protected Store open() {
		return EtcdStore.open(RawEtcd.settings(SERVER.endpoints()));
	}

	@Override
	protected void destroyHolder(String key, int round) {
		Optional<KeyValue> holder = this.raw.stored(LockPath.queue(key))
			.stream()
			.min(Comparator.comparingLong(KeyValue::getCreateRevision));
		if (round % 2 == 0) {
			holder.ifPresent((record) -> this.raw.delete(record.getKey()));
		}
		else {
			holder.ifPresent((record) -> revoke(record.getLease()));
		}
	}

	private void revoke(long lease) {
		try {
			this.raw.revoke(lease);
		}
		catch (StatusRuntimeException ex) {
			if (!EtcdFailures.isUnknownLease(ex)) {
				throw ex;
			}
		}
	}

}
