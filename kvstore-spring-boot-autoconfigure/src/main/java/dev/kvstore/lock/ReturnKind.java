package dev.kvstore.lock;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * How long a method with a return type goes on, and what it returns when it was not run.
 */
final class ReturnKind {

	private static final boolean REACTOR = ClassUtils.isPresent("reactor.core.publisher.Flux",
			ReturnKind.class.getClassLoader());

	private final Class<?> type;

	private ReturnKind(Class<?> type) {
		this.type = type;
	}

	static ReturnKind of(AnnotatedMethod method) {
		ReturnKind kind = new ReturnKind(method.method().getReturnType());
		if (method.annotation().onBusy() == OnBusy.SKIP) {
			kind.requireEmptyValue(method);
		}
		if (kind.isFuture() && !kind.type.isAssignableFrom(CompletableFuture.class)) {
			throw method.invalid("returns a " + kind.type.getName() + ", which cannot be given back wrapped.",
					"Declare Future, CompletionStage or CompletableFuture as its return type.", null);
		}
		return kind;
	}

	private void requireEmptyValue(AnnotatedMethod method) {
		ReactiveAdapter adapter = adapter();
		boolean primitive = this.type.isPrimitive() && this.type != void.class;
		if (primitive || (adapter != null && !adapter.supportsEmpty())) {
			throw method.invalid(
					"has 'onBusy = SKIP' and returns " + this.type.getName() + ", which has no empty value.",
					"Return void, an object type or an Optional, or use 'onBusy = THROW'.", null);
		}
	}

	private boolean isFuture() {
		return Future.class.isAssignableFrom(this.type) || CompletionStage.class.isAssignableFrom(this.type);
	}

	@Nullable ReactiveAdapter adapter() {
		return (REACTOR && !isFuture()) ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(this.type) : null;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // it is the result
	@Nullable Object empty() {
		if (isFuture()) {
			return CompletableFuture.completedFuture(null);
		}
		if (this.type == Optional.class) {
			return Optional.empty();
		}
		if (this.type == OptionalInt.class) {
			return OptionalInt.empty();
		}
		if (this.type == OptionalLong.class) {
			return OptionalLong.empty();
		}
		return (this.type == OptionalDouble.class) ? OptionalDouble.empty() : null;
	}

}
