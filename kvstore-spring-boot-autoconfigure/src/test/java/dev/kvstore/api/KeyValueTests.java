package dev.kvstore.api;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class KeyValueTests {

	private static final byte[] SECRET = { 's', 'e', 'c', 'r', 'e', 't' };

	@Test
	void valueIsCopiedInAndOut() {
		byte[] value = SECRET.clone();
		KeyValue keyValue = new KeyValue("a", value, 1);
		value[0] = 'x';
		keyValue.value()[1] = 'x';
		assertThat(keyValue.value()).isEqualTo(SECRET);
	}

	@Test
	void asStringDecodesUtf8() {
		assertThat(new KeyValue("a", new byte[] { (byte) 0xc3, (byte) 0xa4 }, 1).asString()).isEqualTo("\u00e4");
	}

	@Test
	void equalsComparesContent() {
		KeyValue keyValue = new KeyValue("a", SECRET, 1);
		assertThat(keyValue).isEqualTo(new KeyValue("a", SECRET.clone(), 1))
			.hasSameHashCodeAs(new KeyValue("a", SECRET.clone(), 1))
			.isNotEqualTo(new KeyValue("b", SECRET, 1))
			.isNotEqualTo(new KeyValue("a", SECRET, 2))
			.isNotEqualTo(new KeyValue("a", new byte[0], 1))
			.isNotEqualTo("a");
	}

	@Test
	void toStringHidesTheValue() {
		assertThat(new KeyValue("a", SECRET, 7)).hasToString("KeyValue[key=a, version=7, size=6]");
	}

	@Test
	void referenceHasNoValue() {
		KeyValue reference = KeyValue.reference("a", 7);
		assertThat(reference.key()).isEqualTo("a");
		assertThat(reference.version()).isEqualTo(7);
		assertThat(reference.value()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE })
	void versionMustBePositive(long version) {
		assertThatIllegalArgumentException().isThrownBy(() -> KeyValue.reference("a", version))
			.withMessage("'version' must be greater than 0 but is " + version);
	}

}
