package dev.kvstore.backend.etcd;

import java.util.LinkedHashMap;
import java.util.Map;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;

import dev.kvstore.api.StoreStatus;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.KeptLeases;

/**
 * Words what a server tells of itself and its cluster.
 */
final class EtcdStatus {

	private EtcdStatus() {
	}

	static StoreStatus of(EtcdClient client, KeptLeases<?> lockLeases) {
		StatusResponse response = client.readAnywhere(client.operation("status", null),
				MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance());
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("endpoint", client.endpoints().current().endpoint().toString());
		details.put("endpoints", client.endpoints().all().stream().map(Endpoint::toString).toList());
		details.put("version", response.getVersion());
		details.put("cluster", Long.toHexString(response.getHeader().getClusterId()));
		details.put("member", Long.toHexString(response.getHeader().getMemberId()));
		details.put("leader", Long.toHexString(response.getLeader()));
		details.put("raftTerm", response.getRaftTerm());
		details.put("databaseSize", response.getDbSize());
		details.put("lockLeases", lockLeases.size());
		if (response.getErrorsCount() > 0) {
			details.put("errors", String.join("; ", response.getErrorsList()));
		}
		return new StoreStatus(EtcdStore.BACKEND, response.getLeader() != 0, details);
	}

}
