package dev.kvstore.template;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;
import dev.kvstore.connection.StoreSettings;
import dev.kvstore.server.ServerNode;
import dev.kvstore.server.TcpProxy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What templates and views do on every backend with a server, while that fails too.
 */
abstract class ServerStoreTemplateContract extends StoreTemplateContract {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final String backend;

	private final ServerNode server;

	ServerStoreTemplateContract(String backend, ServerNode server) {
		this.backend = backend;
		this.server = server;
	}

	@Override
	protected Store openStore() {
		return open(this.server.endpoint());
	}

	private Store open(String endpoint) {
		return StoreFactories.create(this.backend,
				StoreSettings.defaults().withEndpoints(endpoint).withRequestTimeout(Duration.ofSeconds(5)));
	}

	@Test
	void aViewThatIsCutOffKeepsItsEntriesAndIsNotCurrentUntilItHasCaughtUp() throws InterruptedException {
		StoreTemplate direct = new StoreTemplate(open(), CONVERTER);
		Entry<String> kept = direct.put(this.directory + "/kept", "1");
		Entry<String> changed = direct.put(this.directory + "/changed", "1");
		Entry<String> deleted = direct.put(this.directory + "/deleted", "1");
		try (TcpProxy wire = TcpProxy.to(this.server.endpoint()); Store away = open(wire.endpoint())) {
			StoreView<String> view = new StoreTemplate(away, CONVERTER).view(this.directory, String.class);
			assertThat(view.awaitSynced(LONG)).isTrue();
			assertThat(view.isCurrent()).isTrue();
			wire.cut();
			StoreTemplateCases.await().until(() -> !view.isCurrent() && !view.awaitSynced(Duration.ZERO));
			Instant cut = Instant.now();
			Entry<String> after = direct.put(changed.key(), "2");
			direct.delete(deleted.key());
			assertThat(view.entries()).containsExactly(changed, deleted, kept);
			assertThat(view.get(deleted.key())).contains("1");
			StoreTemplateCases.await()
				.until(() -> view.age().compareTo(Duration.between(cut, Instant.now())) >= 0
						&& view.age().compareTo(Duration.ofMillis(200)) > 0);
			wire.restore();
			assertThat(view.awaitSynced(LONG)).isTrue();
			assertThat(view.entries()).containsExactly(after, kept);
			StoreTemplateCases.await().until(view::isCurrent);
		}
	}

	@Test
	void aViewSurvivesARestartOfTheServer() {
		Store store = open();
		StoreTemplate template = new StoreTemplate(store, CONVERTER);
		Entry<String> put = template.put(this.directory + "/a", "1");
		StoreView<String> view = template.view(this.directory, String.class);
		StoreTemplateCases.await().until(view::isCurrent);
		this.server.kill();
		try {
			StoreTemplateCases.await().until(() -> !view.isCurrent());
			assertThat(view.entries()).isEqualTo(List.of(put));
		}
		finally {
			this.server.start();
		}
		StoreTemplateCases.await().until(view::isCurrent);
		Entry<String> changed = StoreTemplateCases.await()
			.ignoreExceptions()
			.until(() -> template.put(this.directory + "/a", "2"), (entry) -> true);
		StoreTemplateCases.await().until(() -> view.entries().equals(List.of(changed)));
	}

}
