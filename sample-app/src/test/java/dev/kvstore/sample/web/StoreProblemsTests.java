package dev.kvstore.sample.web;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StoreProblems}.
 */
class StoreProblemsTests {

	@Test
	void badArgumentIsBadRequest() {
		assertProblem(new IllegalArgumentException("'key' must not be empty"), 400, "'key' must not be empty");
	}

	@Test
	void accessDeniedIsForbidden() {
		assertProblem(new StoreAccessDeniedException("etcd", "get", "a", "no right", null), 403,
				"etcd: get of 'a' failed: no right");
	}

	@Test
	void rejectedIsInsufficientStorage() {
		assertProblem(new StoreRejectedException("mapdb", "put", "a", "disk full", null), 507,
				"mapdb: put of 'a' failed: disk full");
	}

	@Test
	void closedIsUnavailableAndNothingWasWritten() {
		MvcTestResult result = assertProblem(new StoreClosedException("mapdb", "put", "a", "closed", null), 503,
				"mapdb: put of 'a' failed: closed");
		assertThat(result).bodyJson().extractingPath("$.outcomeUnknown").isEqualTo(false);
	}

	@Test
	void unavailableTellsWhetherWriteMayTakeEffect() {
		MvcTestResult unknown = assertProblem(
				new StoreUnavailableException("etcd", "put", "a", true, "no answer", new IllegalStateException("x")),
				503, "etcd: put of 'a' failed: no answer; it may still take effect: read before writing again");
		assertThat(unknown).bodyJson().extractingPath("$.outcomeUnknown").isEqualTo(true);
		MvcTestResult known = assertProblem(new StoreUnavailableException("etcd", "put", "a", false, "no answer", null),
				503, "etcd: put of 'a' failed: no answer");
		assertThat(known).bodyJson().extractingPath("$.outcomeUnknown").isEqualTo(false);
	}

	private static MvcTestResult assertProblem(RuntimeException failure, int status, String detail) {
		MockMvcTester mvc = MockMvcTester.of(List.of(new Failing(failure)),
				(builder) -> builder.setControllerAdvice(new StoreProblems()).build());
		MvcTestResult result = mvc.get().uri("/").exchange();
		assertThat(result).hasStatus(status).hasContentType("application/problem+json");
		assertThat(result).bodyJson().extractingPath("$.detail").isEqualTo(detail);
		return result;
	}

	@RestController
	static final class Failing {

		private final RuntimeException failure;

		Failing(RuntimeException failure) {
			this.failure = failure;
		}

		@GetMapping("/")
		String fail() {
			throw this.failure;
		}

	}

}
