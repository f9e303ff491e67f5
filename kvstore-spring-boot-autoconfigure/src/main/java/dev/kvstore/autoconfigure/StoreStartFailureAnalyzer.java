package dev.kvstore.autoconfigure;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/**
 * Analyzes why the auto-configured store, or a bean on it, could not be created. Failures
 * of the same type that come from somewhere else are nobody's business here.
 *
 * @param <T> the type of the cause
 */
abstract class StoreStartFailureAnalyzer<T extends Throwable> implements FailureAnalyzer {

	private final Class<T> causeType;

	private final Set<String> beans;

	StoreStartFailureAnalyzer(Class<T> causeType) {
		this(causeType, Set.of(KvStoreAutoConfiguration.STORE_BEAN_NAME));
	}

	StoreStartFailureAnalyzer(Class<T> causeType, Set<String> beans) {
		this.causeType = causeType;
		this.beans = beans;
	}

	abstract FailureAnalysis analyzeCause(T cause);

	@Override
	public final @Nullable FailureAnalysis analyze(Throwable failure) {
		return beanFailure(failure).flatMap(this::cause).map(this::analyzeCause).orElse(null);
	}

	private Optional<Throwable> beanFailure(Throwable failure) {
		return chain(failure)
			.filter((link) -> link instanceof BeanCreationException creation && creation.getBeanName() != null
					&& this.beans.contains(creation.getBeanName()))
			.findFirst();
	}

	private Optional<T> cause(Throwable beanFailure) {
		return chain(beanFailure).filter(this.causeType::isInstance).map(this.causeType::cast).findFirst();
	}

	private static Stream<Throwable> chain(Throwable failure) {
		return Stream.iterate(failure, (link) -> link != null, Throwable::getCause);
	}

}
