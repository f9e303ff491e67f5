package dev.kvstore.leader;

import java.util.Map;
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

/**
 * The empty value of a method's return type.
 */
final class EmptyResult {

	private static final Map<Class<?>, Object> OPTIONALS = Map.of(Optional.class, Optional.empty(), OptionalInt.class,
			OptionalInt.empty(), OptionalLong.class, OptionalLong.empty(), OptionalDouble.class,
			OptionalDouble.empty());

	private EmptyResult() {
	}

	/**
	 * Tells whether a type has an empty value.
	 * @param type the return type
	 * @return {@code false} for primitives, and for asynchronous types that cannot end
	 * without a value or that nobody but the method can make
	 */
	static boolean existsFor(Class<?> type) {
		if (type.isPrimitive()) {
			return type == void.class;
		}
		Object empty = of(type);
		return (empty != null) ? type.isInstance(empty) : !isFuture(type) && adapter(type) == null;
	}

	@SuppressWarnings("FutureReturnValueIgnored")
	static @Nullable Object of(Class<?> type) {
		if (isFuture(type)) {
			return CompletableFuture.completedFuture(null);
		}
		ReactiveAdapter adapter = adapter(type);
		if (adapter == null) {
			return OPTIONALS.get(type);
		}
		return adapter.getDescriptor().supportsEmpty() ? adapter.getDescriptor().getEmptyValue() : null;
	}

	private static boolean isFuture(Class<?> type) {
		return Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
	}

	private static @Nullable ReactiveAdapter adapter(Class<?> type) {
		return (type != Object.class) ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) : null;
	}

}
