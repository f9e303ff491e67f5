package dev.kvstore.kit;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.Watch;
import dev.kvstore.api.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

abstract class ValuesContract extends StoreContract {

	private static final byte[] TOO_LARGE = new byte[64 * 1024 * 1024];

	ValuesContract(StoreCompatibilityKit kit) {
		super(kit);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, 65_536, 262_144 })
	void valuesUpTo256KibibytesWorkEverywhere(int size) {
		byte[] value = random(size);
		RecordingListener listener = new RecordingListener();
		try (Watch watch = this.store.watchTree(this.root, listener)) {
			await().until(watch::isSynced);
			KeyValue put = this.store.put(key("a"), value);
			assertThat(put.value()).isEqualTo(value);
			assertThat(this.store.get(key("a"))).contains(put);
			assertThat(this.store.list(this.root)).containsExactly(put);
			assertThat(open().get(key("a"))).contains(put);
			await().until(() -> listener.has(new WatchEvent.Put(put)));
		}
	}

	@Test
	void everyWayToWriteTakes256Kibibytes() {
		byte[] value = random(262_144);
		KeyValue created = this.store.atomicPut(key("a"), value, null).orElseThrow();
		assertThat(this.store.atomicPut(key("a"), value, created)).isPresent();
		assertThat(this.store.transaction().put(key("b"), value).commit()).isPresent();
		assertThat(this.store.list(this.root)).allSatisfy((keyValue) -> assertThat(keyValue.value()).isEqualTo(value));
	}

	@Test
	void emptyValuesAreValues() {
		KeyValue put = this.store.put(key("a"), new byte[0]);
		assertThat(this.store.exists(key("a"))).isTrue();
		assertThat(this.store.get(key("a"))).contains(put);
		assertThat(this.store.list(this.root)).containsExactly(put);
		assertThat(this.store.atomicPut(key("a"), bytes("1"), null)).isEmpty();
		assertThat(this.store.transaction().checkAbsent(key("a")).delete(key("a")).commit()).isEmpty();
		assertThat(this.store.atomicDelete(key("a"), put)).isTrue();
	}

	@Test
	void everyByteIsKept() {
		byte[] value = new byte[256];
		for (int i = 0; i < value.length; i++) {
			value[i] = (byte) i;
		}
		this.store.put(key("a"), value);
		assertThat(open().get(key("a")).orElseThrow().value()).isEqualTo(value);
	}

	@Test
	void aValueIsTheOneAtTheTimeOfTheCall() {
		byte[] value = bytes("abc");
		KeyValue put = this.store.put(key("a"), value);
		Arrays.fill(value, (byte) 'x');
		this.store.get(key("a")).orElseThrow().value()[0] = 'y';
		this.store.list(this.root).get(0).value()[0] = 'z';
		put.value()[0] = 'w';
		assertThat(this.store.get(key("a"))).map(KeyValue::asString).contains("abc");
	}

	@Test
	void aValueAboveTheLimitIsRejectedByPut() {
		KeyValue before = put("a", "before");
		assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(() -> this.store.put(key("a"), TOO_LARGE))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("put", key("a"), ex.backend()));
		assertUntouched(before);
	}

	@Test
	void aValueAboveTheLimitIsRejectedByAtomicPut() {
		KeyValue before = put("a", "before");
		assertThatExceptionOfType(StoreRejectedException.class)
			.isThrownBy(() -> this.store.atomicPut(key("a"), TOO_LARGE, before));
		assertThatExceptionOfType(StoreRejectedException.class)
			.isThrownBy(() -> this.store.atomicPut(key("b"), TOO_LARGE, null));
		assertUntouched(before);
	}

	@Test
	void aValueAboveTheLimitRejectsTheWholeTransaction() {
		KeyValue before = put("a", "before");
		assertThatExceptionOfType(StoreRejectedException.class).isThrownBy(() -> this.store.transaction()
			.put(key("a"), bytes("after"))
			.put(key("b"), TOO_LARGE)
			.put(key("c"), bytes("1"))
			.commit());
		assertUntouched(before);
	}

	private void assertUntouched(KeyValue before) {
		Store other = open();
		assertThat(other.list(this.root)).containsExactly(before);
		assertThat(this.store.get(key("a"))).contains(before);
		assertThat(this.store.atomicPut(key("a"), bytes("after"), before)).isPresent();
	}

	private static byte[] random(int size) {
		byte[] value = new byte[size];
		new Random(size).nextBytes(value);
		return value;
	}

}
