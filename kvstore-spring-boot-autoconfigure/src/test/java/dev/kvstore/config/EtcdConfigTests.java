package dev.kvstore.config;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.ConfigurableApplicationContext;

import dev.kvstore.server.EtcdServer;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

class EtcdConfigTests extends ServerConfigContract {

	@RegisterExtension
	static final EtcdServer server = EtcdServer.create();

	EtcdConfigTests() {
		super("etcd", server);
	}

	@Test
	void whatACompactionHidIsOneRefresh() throws Exception {
		put("config/app/changed", "1");
		put("config/app/deleted", "1");
		put("config/app/same", "1");
		try (TcpProxy wire = TcpProxy.to(endpoint())) {
			ConfigurableApplicationContext context = run(
					applicationAt(wire.endpoint(), "kvstore:", "kvstore.config.refresh-quiet-period=50ms"));
			put("config/app/followed", "1");
			await().until(() -> changes(context).changes().size() == 1);
			wire.cut();
			delete("config/app/deleted");
			put("config/app/same", "2");
			put("config/app/same", "1");
			compact(put("config/app/changed", "2").version());
			wire.restore();
			await().until(() -> changes(context).changes().size() > 1);
			put("config/app/last", "1");
			await().until(() -> changes(context).changes().size() > 2);
			assertThat(changes(context).changes()).containsExactly(List.of("followed"), List.of("changed", "deleted"),
					List.of("last"));
			context.close();
		}
	}

	private void compact(long revision) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + endpoint() + "/v3/kv/compaction"))
			.POST(BodyPublishers.ofString("{\"revision\":" + revision + ",\"physical\":true}"))
			.build();
		assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
	}

}
