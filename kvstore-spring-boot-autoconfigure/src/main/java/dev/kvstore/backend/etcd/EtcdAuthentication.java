package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.grpc.CallOptions;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Credentials;
import dev.kvstore.backend.Deadline;

/**
 * Exchanges the credentials for a token, and again when the servers have forgotten it.
 */
final class EtcdAuthentication {

	private static final String NONE = "";

	private final @Nullable Credentials credentials;

	private final ReentrantLock lock = new ReentrantLock();

	private final AtomicBoolean asked = new AtomicBoolean();

	private volatile @Nullable String token;

	EtcdAuthentication(@Nullable Credentials credentials) {
		this.credentials = credentials;
		this.token = (credentials != null) ? null : NONE;
	}

	boolean hasCredentials() {
		return this.credentials != null;
	}

	/**
	 * Returns the token, which one caller at a time asks for if there is none.
	 * @param connection whom to ask
	 * @param deadline when the answer is due
	 * @return the token, empty if the servers do not ask for it
	 * @throws StatusRuntimeException if there is no token to be had
	 */
	String token(EtcdConnection connection, Deadline deadline) {
		String present = this.token;
		return (present != null || this.credentials == null) ? knownToken()
				: logIn(connection, deadline, this.credentials);
	}

	/**
	 * Returns the token as far as there is one.
	 * @return the token, empty if there is none
	 */
	String knownToken() {
		String present = this.token;
		return (present != null) ? present : NONE;
	}

	/**
	 * Forgets a token that a server does not know.
	 * @param refused the token that it was told
	 */
	void forget(String refused) {
		if (this.credentials != null && refused.equals(this.token)) {
			this.token = null;
		}
	}

	/**
	 * Asks for a token, without waiting for it, unless there is one.
	 * @param connection whom to ask
	 * @param timeout how long that may take
	 */
	void logInSoon(EtcdConnection connection, Duration timeout) {
		if (this.credentials == null || this.token != null || !this.asked.compareAndSet(false, true)) {
			return;
		}
		CompletableFuture<AuthenticateResponse> answer = new CompletableFuture<>();
		EtcdClient.start(connection, AuthGrpc.getAuthenticateMethod(), request(this.credentials),
				CallOptions.DEFAULT.withDeadlineAfter(timeout), new FirstAnswer<>(answer));
		CompletableFuture<?> unused = answer.whenComplete((response, failure) -> {
			if (response != null) {
				this.token = response.getToken();
			}
			this.asked.set(false);
		});
	}

	private String logIn(EtcdConnection connection, Deadline deadline, Credentials login) {
		acquire(deadline);
		try {
			String present = this.token;
			if (present == null) {
				present = authenticate(connection, deadline, login);
				this.token = present;
			}
			return present;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void acquire(Deadline deadline) {
		try {
			if (!this.lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
				throw Status.DEADLINE_EXCEEDED.asRuntimeException();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw Status.CANCELLED.withCause(ex).asRuntimeException();
		}
	}

	private static String authenticate(EtcdConnection connection, Deadline deadline, Credentials login) {
		CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(deadline.remaining());
		try {
			return ClientCalls
				.blockingUnaryCall(connection.channel(), AuthGrpc.getAuthenticateMethod(), options, request(login))
				.getToken();
		}
		catch (RejectedExecutionException ex) {
			throw EtcdFailures.closed(ex).asRuntimeException();
		}
		catch (StatusRuntimeException ex) {
			if (String.valueOf(ex.getStatus().getDescription()).contains("authentication is not enabled")) {
				return NONE;
			}
			throw ex;
		}
	}

	private static AuthenticateRequest request(Credentials login) {
		return AuthenticateRequest.newBuilder().setName(login.username()).setPassword(login.password()).build();
	}

}
