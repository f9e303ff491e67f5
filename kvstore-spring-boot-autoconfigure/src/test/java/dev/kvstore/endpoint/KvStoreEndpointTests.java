package dev.kvstore.endpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.Show;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.api.StoreActivity.OpenWatch;
import dev.kvstore.api.StoreActivity.OwnedLock;
import dev.kvstore.connection.StoreFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link KvStoreEndpoint}.
 */
class KvStoreEndpointTests {

	private final StoreActivity activity = mock();

	private final Store store;

	KvStoreEndpointTests(@TempDir Path directory) {
		this.store = StoreFactories.create("mapdb", directory.resolve("test.db").toString());
	}

	@AfterEach
	void closeStore() {
		this.store.close();
	}

	@Test
	void theReportHasStatusWatchesLocksAndRoles() {
		OpenWatch watch = new OpenWatch("a", true, true, Instant.EPOCH, Instant.EPOCH);
		OwnedLock lock = new OwnedLock("l", 7, Instant.EPOCH);
		given(this.activity.watches()).willReturn(List.of(watch, watch, watch));
		given(this.activity.locks()).willReturn(List.of(lock));
		StoreReport report = endpoint(Show.NEVER).store(2);
		assertThat(report.status().backend()).isEqualTo("mapdb");
		assertThat(report.status().quorum()).isTrue();
		assertThat(report.status().details()).containsKey("file");
		assertThat(report.status().error()).isNull();
		assertThat(report.watches()).isEqualTo(new StoreReport.Excerpt<>(3, List.of(watch, watch)));
		assertThat(report.locks()).isEqualTo(new StoreReport.Excerpt<>(1, List.of(lock)));
		assertThat(report.roles())
			.isEqualTo(Map.of("leads", new StoreReport.Role(true, 5L), "waits", new StoreReport.Role(false, null)));
	}

	@Test
	void theReportOfAStoreThatDoesNotAnswerHasTheReasonAndTheRest() {
		this.store.close();
		StoreReport report = endpoint(Show.NEVER).store(null);
		assertThat(report.status().backend()).isEqualTo("mapdb");
		assertThat(report.status().quorum()).isFalse();
		assertThat(report.status().error()).contains("closed");
		assertThat(report.watches()).isNotNull();
		assertThat(report.roles()).hasSize(2);
	}

	@Test
	void keysHaveVersionsAndSizesAndNoValues() {
		KeyValue a = put("app/a", "1");
		KeyValue b = put("app/b/c", "22");
		put("app2", "333");
		assertThat(section(Show.NEVER, "keys", "app"))
			.isEqualTo(new KeysReport("app", 2, List.of(new KeyReport("app/a", a.version(), 1, null, null),
					new KeyReport("app/b/c", b.version(), 2, null, null))));
		assertThat(section(Show.WHEN_AUTHORIZED, "keys", "app", "b"))
			.isEqualTo(new KeysReport("app/b", 1, List.of(new KeyReport("app/b/c", b.version(), 2, "22", null))));
		assertThat(((KeysReport) section(Show.NEVER, "keys")).total()).isEqualTo(3);
		assertThat(((KeysReport) section(Show.NEVER, "keys", "none")).keys()).isEmpty();
	}

	@Test
	void valuesThatAreNotTextAreBase64AndLargeOnesAreLeftOut() {
		byte[] bytes = { (byte) 0xC3, 0x28 };
		this.store.put("v/bytes", bytes);
		put("v/text", "grün");
		put("v/whole", "x".repeat(KeyReport.MAX_VALUE_SIZE));
		put("v/large", "x".repeat(KeyReport.MAX_VALUE_SIZE + 1));
		List<KeyReport> keys = ((KeysReport) section(Show.ALWAYS, "keys", "v")).keys();
		assertThat(keys).extracting(KeyReport::value)
			.containsExactly(Base64.getEncoder().encodeToString(bytes), null, "grün",
					"x".repeat(KeyReport.MAX_VALUE_SIZE));
		assertThat(keys).extracting(KeyReport::encoding).containsExactly("base64", null, null, null);
		assertThat(keys).extracting(KeyReport::size)
			.containsExactly(2, KeyReport.MAX_VALUE_SIZE + 1, 5, KeyReport.MAX_VALUE_SIZE);
	}

	@Test
	void keysAreLimited() {
		IntStream.range(0, 120).forEach((number) -> put("many/%03d".formatted(number), ""));
		KeyValue first = this.store.get("many/000").orElseThrow();
		String[] path = { "many" };
		assertThat(endpoint(Show.NEVER).section("keys", path, 1))
			.isEqualTo(new KeysReport("many", 120, List.of(new KeyReport("many/000", first.version(), 0, null, null))));
		assertThat(((KeysReport) section(Show.NEVER, "keys", "many")).keys()).hasSize(100);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 1001 })
	void aLimitThatIsTooSmallOrTooLargeIsRefused(int limit) {
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> endpoint(Show.NEVER).store(limit))
			.withMessageContaining("'limit'");
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> endpoint(Show.NEVER).section("keys", new String[0], limit));
	}

	@Test
	void badKeysAreRefused() {
		for (String section : List.of("keys", "locks")) {
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> section(Show.NEVER, section, ".kvstore"))
				.withMessageContaining(".kvstore");
		}
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(() -> section(Show.NEVER, "locks"));
		assertThatExceptionOfType(InvalidEndpointRequestException.class)
			.isThrownBy(() -> endpoint(Show.NEVER).release("locks", new String[] { ".." }, 1));
	}

	@Test
	void thereAreNoOtherSections() {
		assertThat(endpoint(Show.ALWAYS).section("values", new String[0], null)).isNull();
		try (LockHandle handle = lock("a")) {
			assertThat(endpoint(Show.ALWAYS).release("keys", new String[] { "a" }, handle.fencingToken())).isFalse();
			assertThat(handle.isHeld()).isTrue();
		}
	}

	@Test
	void aLockTellsItsHolder() {
		assertThat(section(Show.NEVER, "locks", "a", "b")).isEqualTo(new LockReport("a/b", false, null, null));
		try (LockHandle handle = lock("a/b")) {
			assertThat(section(Show.NEVER, "locks", "a", "b"))
				.isEqualTo(new LockReport("a/b", true, handle.fencingToken(), null));
			assertThat(section(Show.ALWAYS, "locks", "a", "b"))
				.isEqualTo(new LockReport("a/b", true, handle.fencingToken(), "me"));
		}
	}

	@Test
	void aLockIsReleasedByItsTokenOnlyAndItsHolderLearnsOfIt() throws InterruptedException {
		LockHandle handle = lock("a/b");
		CountDownLatch lost = new CountDownLatch(1);
		handle.onLost(lost::countDown);
		String[] key = { "a", "b" };
		assertThat(endpoint(Show.NEVER).release("locks", key, handle.fencingToken() + 1)).isFalse();
		assertThat(handle.isHeld()).isTrue();
		assertThat(endpoint(Show.NEVER).release("locks", key, handle.fencingToken())).isTrue();
		assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(endpoint(Show.NEVER).release("locks", key, handle.fencingToken())).isFalse();
		assertThat(lock("a/b").isHeld()).isTrue();
	}

	private LockHandle lock(String key) {
		return this.store.newLock(key, LockOptions.defaults().withValue("me")).tryLock().orElseThrow();
	}

	private KeyValue put(String key, String value) {
		return this.store.put(key, value.getBytes(StandardCharsets.UTF_8));
	}

	private Object section(Show showValues, String section, String... path) {
		return Objects.requireNonNull(endpoint(showValues).section(section, path, null));
	}

	private KvStoreEndpoint endpoint(Show showValues) {
		return new KvStoreEndpoint(this.store, this.activity,
				() -> Map.of("leads", OptionalLong.of(5), "waits", OptionalLong.empty()), showValues);
	}

}
