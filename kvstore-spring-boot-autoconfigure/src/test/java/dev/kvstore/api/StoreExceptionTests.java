package dev.kvstore.api;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoreExceptionTests {

	@Test
	void messageNamesBackendOperationAndKey() {
		StoreException exception = new StoreRejectedException("mapdb", "put", "a/b", "too large", null);
		assertThat(exception).hasMessage("mapdb: put of 'a/b' failed: too large").hasNoCause();
		assertThat(exception.backend()).isEqualTo("mapdb");
		assertThat(exception.operation()).isEqualTo("put");
		assertThat(exception.key()).isEqualTo("a/b");
	}

	@Test
	void messageWithoutAKeyNamesNone() {
		StoreException exception = new StoreClosedException("mapdb", "status", null, "closed", null);
		assertThat(exception).hasMessage("mapdb: status failed: closed");
		assertThat(exception.key()).isNull();
	}

	@Test
	void messageOfAnUnknownOutcomeTellsWhatToDo() {
		Exception cause = new IllegalStateException();
		StoreUnavailableException exception = new StoreUnavailableException("mapdb", "put", "a", true, "no answer",
				cause);
		assertThat(exception.outcomeUnknown()).isTrue();
		assertThat(exception)
			.hasMessage("mapdb: put of 'a' failed: no answer; it may still take effect: read before writing again")
			.hasCause(cause);
	}

	@Test
	void messageOfAKnownOutcomeDoesNot() {
		StoreUnavailableException exception = new StoreUnavailableException("mapdb", "put", "a", false, "interrupted",
				null);
		assertThat(exception.outcomeUnknown()).isFalse();
		assertThat(exception).hasMessage("mapdb: put of 'a' failed: interrupted");
	}

}
