package dev.kvstore.backend.etcd;

import java.util.List;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.api.Store;
import dev.kvstore.kit.ClusterContract;
import dev.kvstore.server.EtcdCluster;
import dev.kvstore.server.ServerCluster;

class EtcdClusterTests extends ClusterContract {

	@RegisterExtension
	static final EtcdCluster CLUSTER = EtcdCluster.create();

	@Override
	protected ServerCluster<?> cluster() {
		return CLUSTER;
	}

	@Override
	protected Store open(List<String> endpoints) {
		return EtcdStore.open(RawEtcd.settings(endpoints).withRequestTimeout(REQUEST_TIMEOUT));
	}

}
