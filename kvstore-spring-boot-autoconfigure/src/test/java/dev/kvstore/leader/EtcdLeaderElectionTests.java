package dev.kvstore.leader;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.EtcdServer;

class EtcdLeaderElectionTests extends ServerLeaderElectionContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	private final ServerHttp http = new ServerHttp(server.endpoint());

	EtcdLeaderElectionTests() {
		super("etcd", server);
	}

	@Override
	void destroyLeases() throws Exception {
		String leases = this.http.post("/v3/lease/leases", "{}");
		for (String lease : this.http.find("\"ID\":\"(\\d+)\"", leases)) {
			this.http.post("/v3/lease/revoke", "{\"ID\":\"" + lease + "\"}");
		}
	}

}
