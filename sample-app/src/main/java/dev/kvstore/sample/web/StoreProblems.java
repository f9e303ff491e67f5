package dev.kvstore.sample.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import dev.kvstore.api.StoreAccessDeniedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.api.StoreUnavailableException;

/**
 * Answers what a store throws with a problem detail (RFC 9457). The messages of a store
 * name keys but never values.
 */
@RestControllerAdvice
final class StoreProblems extends ResponseEntityExceptionHandler {

	@ExceptionHandler
	ProblemDetail invalid(IllegalArgumentException ex) {
		return problem(HttpStatus.BAD_REQUEST, ex);
	}

	@ExceptionHandler
	ProblemDetail denied(StoreAccessDeniedException ex) {
		return problem(HttpStatus.FORBIDDEN, ex);
	}

	@ExceptionHandler
	ProblemDetail rejected(StoreRejectedException ex) {
		return problem(HttpStatus.INSUFFICIENT_STORAGE, ex);
	}

	@ExceptionHandler
	ProblemDetail unavailable(StoreException ex) {
		ProblemDetail problem = problem(HttpStatus.SERVICE_UNAVAILABLE, ex);
		problem.setProperty("outcomeUnknown",
				ex instanceof StoreUnavailableException unavailable && unavailable.outcomeUnknown());
		return problem;
	}

	private static ProblemDetail problem(HttpStatus status, RuntimeException ex) {
		ProblemDetail problem = ProblemDetail.forStatus(status);
		problem.setDetail(ex.getMessage());
		return problem;
	}

}
