package dev.kvstore.leader;

import org.junit.jupiter.api.extension.RegisterExtension;

import dev.kvstore.server.ConsulServer;

class ConsulLeaderElectionTests extends ServerLeaderElectionContract {

	@RegisterExtension
	static final ConsulServer server = ConsulServer.create();

	private final ServerHttp http = new ServerHttp(server.endpoint());

	ConsulLeaderElectionTests() {
		super("consul", server);
	}

	@Override
	void destroyLeases() throws Exception {
		for (String session : this.http.find("\"ID\": ?\"([^\"]+)\"", this.http.get("/v1/session/list"))) {
			this.http.put("/v1/session/destroy/" + session);
		}
	}

}
