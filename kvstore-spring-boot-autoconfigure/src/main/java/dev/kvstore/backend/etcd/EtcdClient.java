package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;

import dev.kvstore.api.StoreClosedException;
import dev.kvstore.api.StoreException;
import dev.kvstore.backend.Deadline;

/**
 * Calls the server in use, and the next one if that fails. A write is sent once: another
 * server gets it only if it certainly has had no effect. A read, which may also be
 * something that changes nothing more if it is repeated, never fails with an unknown
 * outcome. What is sent without waiting is tried once.
 */
final class EtcdClient {

	private final EtcdEndpoints endpoints;

	private final EtcdAuthentication authentication;

	private final Duration requestTimeout;

	EtcdClient(EtcdEndpoints endpoints, EtcdAuthentication authentication, Duration requestTimeout) {
		this.endpoints = endpoints;
		this.authentication = authentication;
		this.requestTimeout = requestTimeout;
	}

	EtcdEndpoints endpoints() {
		return this.endpoints;
	}

	Operation operation(String name, @Nullable String key) {
		return new Operation(name, key, Deadline.after(this.requestTimeout));
	}

	Duration requestTimeout() {
		return this.requestTimeout;
	}

	<Q, R> R write(Operation operation, MethodDescriptor<Q, R> method, Q request) {
		return call(operation, new Request<>(method, request, true, false));
	}

	<Q, R> R read(Operation operation, MethodDescriptor<Q, R> method, Q request) {
		return call(operation, new Request<>(method, request, true, true));
	}

	<Q, R> R readAnywhere(Operation operation, MethodDescriptor<Q, R> method, Q request) {
		return call(operation, new Request<>(method, request, false, true));
	}

	private <Q, R> R call(Operation operation, Request<Q, R> request) {
		Attempts attempts = new Attempts(this.endpoints.size(), request.repeatable(), operation.deadline());
		Failure telling = null;
		while (true) {
			EtcdConnection connection = this.endpoints.current();
			SentMark mark = new SentMark();
			try {
				return attempt(connection, operation.deadline(), mark, request);
			}
			catch (StatusRuntimeException ex) {
				Verdict verdict = failed(connection, ex.getStatus(), mark.isSent());
				if (telling == null || verdict != Verdict.UNREACHABLE) {
					telling = new Failure(connection, ex, verdict == Verdict.UNKNOWN && !request.repeatable());
				}
				if (!attempts.another(verdict) || this.endpoints.isClosed()) {
					throw translate(operation, telling);
				}
			}
		}
	}

	private StoreException translate(Operation operation, Failure failure) {
		if (this.endpoints.isClosed() && !failure.outcomeUnknown()) {
			return new StoreClosedException(EtcdStore.BACKEND, operation.name(), operation.key(),
					"the store was closed meanwhile", failure.cause());
		}
		return EtcdFailures.translate(operation, failure.connection().endpoint(), failure.cause(),
				failure.outcomeUnknown());
	}

	private <Q, R> R attempt(EtcdConnection connection, Deadline deadline, SentMark mark, Request<Q, R> request) {
		String token = this.authentication.token(connection, deadline);
		CallOptions options = options(token, request.needsLeader(), deadline.remaining()).withStreamTracerFactory(mark);
		try {
			return ClientCalls.blockingUnaryCall(connection.channel(), request.method(), options, request.message());
		}
		catch (RejectedExecutionException ex) {
			throw EtcdFailures.closed(ex).asRuntimeException();
		}
		catch (StatusRuntimeException ex) {
			if (EtcdFailures.verdict(ex.getStatus(), true) == Verdict.LOGGED_OUT) {
				this.authentication.forget(token);
			}
			throw ex;
		}
	}

	<Q, R> CompletableFuture<R> send(MethodDescriptor<Q, R> method, Q request, Duration timeout) {
		EtcdConnection connection = this.endpoints.current();
		String token = this.authentication.knownToken();
		CompletableFuture<R> answer = new CompletableFuture<>();
		start(connection, method, request, options(token, true, timeout), new FirstAnswer<>(answer));
		return answer.whenComplete((ignored, failure) -> {
			if (failure != null && failed(connection, Status.fromThrowable(failure), true) == Verdict.LOGGED_OUT) {
				this.authentication.forget(token);
				this.authentication.logInSoon(connection, this.requestTimeout);
			}
		});
	}

	<Q, R> void probe(EtcdConnection connection, MethodDescriptor<Q, R> method, Q request, Duration timeout,
			StreamObserver<R> answer) {
		start(connection, method, request, options(this.authentication.knownToken(), false, timeout), answer);
	}

	static <Q, R> void start(EtcdConnection connection, MethodDescriptor<Q, R> method, Q request, CallOptions options,
			StreamObserver<R> answer) {
		try {
			ClientCalls.asyncServerStreamingCall(connection.channel().newCall(method, options), request, answer);
		}
		catch (RejectedExecutionException ex) {
			answer.onError(EtcdFailures.closed(ex).asRuntimeException());
		}
	}

	CallOptions streamOptions() {
		return CallOptions.DEFAULT.withOption(RequestHeaders.TOKEN, this.authentication.knownToken())
			.withOption(RequestHeaders.REQUIRE_LEADER, true);
	}

	/**
	 * Leaves a connection on which something failed if that is the reason.
	 * @param connection the connection
	 * @param status what failed
	 * @param sent whether the server may have got it
	 * @return what became of it
	 */
	Verdict failed(EtcdConnection connection, Status status, boolean sent) {
		Verdict verdict = EtcdFailures.verdict(status, sent);
		if (status.getCode() == Status.Code.CANCELLED) {
			return verdict;
		}
		if (EtcdFailures.isBroken(status) || (EtcdFailures.isTimeout(status) && !connection.hasStreams())) {
			this.endpoints.replace(connection);
		}
		else if (verdict == Verdict.NOT_NOW || verdict == Verdict.UNKNOWN || verdict == Verdict.UNREACHABLE) {
			this.endpoints.moveOn(connection);
		}
		return (verdict == Verdict.LOGGED_OUT && !this.authentication.hasCredentials()) ? Verdict.REFUSED : verdict;
	}

	private static CallOptions options(String token, boolean needsLeader, Duration timeout) {
		CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(timeout);
		options = token.isEmpty() ? options : options.withOption(RequestHeaders.TOKEN, token);
		return needsLeader ? options.withOption(RequestHeaders.REQUIRE_LEADER, true) : options;
	}

	private record Request<Q, R>(MethodDescriptor<Q, R> method, Q message, boolean needsLeader, boolean repeatable) {

	}

	private record Failure(EtcdConnection connection, StatusRuntimeException cause, boolean outcomeUnknown) {

	}

}
