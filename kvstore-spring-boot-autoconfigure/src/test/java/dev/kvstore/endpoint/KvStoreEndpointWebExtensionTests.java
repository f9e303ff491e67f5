package dev.kvstore.endpoint;

import java.nio.file.Path;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreEndpointWebExtension}.
 */
class KvStoreEndpointWebExtensionTests {

	private static final String[] DIRECTORY = { "app" };

	private final Store store;

	KvStoreEndpointWebExtensionTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("test.db").toString());
	}

	@AfterEach
	void closeStore() {
		this.store.close();
	}

	@ParameterizedTest
	@CsvSource({ "NEVER, , , false", "NEVER, ops, ops, false", "WHEN_AUTHORIZED, , , false",
			"WHEN_AUTHORIZED, dev, , true", "WHEN_AUTHORIZED, dev, ops, false", "WHEN_AUTHORIZED, ops, ops, true",
			"ALWAYS, , , true", "ALWAYS, dev, ops, true" })
	void valuesAreShownToWhomTheyMayBe(Show showValues, @Nullable String roleOfUser, @Nullable String role,
			boolean shown) {
		KeyValue written = this.store.put("app/a", new byte[] { 'x' });
		WebEndpointResponse<Object> response = extension(showValues, (role != null) ? Set.of(role) : Set.of())
			.section(user(roleOfUser), "keys", DIRECTORY, null);
		assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_OK);
		assertThat(response.getBody()).isEqualTo(new KeysReport("app", 1,
				List.of(new KeyReport("app/a", written.version(), 1, shown ? "x" : null, null))));
	}

	@Test
	void whatThereIsNotIsNotFound() {
		KvStoreEndpointWebExtension extension = extension(Show.NEVER, Set.of());
		assertThat(extension.section(user(null), "values", DIRECTORY, null).getStatus())
			.isEqualTo(WebEndpointResponse.STATUS_NOT_FOUND);
		assertThat(extension.release("keys", DIRECTORY, 1).getStatus()).isEqualTo(WebEndpointResponse.STATUS_NOT_FOUND);
	}

	@Test
	void aStoreThatCannotBeAskedIsUnavailable() {
		this.store.close();
		WebEndpointResponse<Object> response = extension(Show.NEVER, Set.of()).section(user(null), "keys", DIRECTORY,
				null);
		assertThat(response.getStatus()).isEqualTo(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		assertThat(response.getBody()).asString().contains("mapdb: list of 'app' failed", "closed");
	}

	private KvStoreEndpointWebExtension extension(Show showValues, Set<String> roles) {
		return new KvStoreEndpointWebExtension(new KvStoreEndpoint(this.store, null, Map::of, showValues), showValues,
				roles);
	}

	private static SecurityContext user(@Nullable String role) {
		if (role == null) {
			return SecurityContext.NONE;
		}
		SecurityContext context = mock();
		given(context.getPrincipal()).willReturn(mock(Principal.class));
		given(context.isUserInRole(role)).willReturn(true);
		return context;
	}

}
