package dev.kvstore.autoconfigure;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

import dev.kvstore.config.ConfigImportException;

/**
 * Analyzes why the auto-configured store, or a bean on it, could not be created, or why
 * configuration could not be imported from it. Failures of the same type that come from
 * somewhere else are nobody's business here.
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

	/**
	 * Analyzes why configuration could not be imported.
	 * @param cause the cause
	 * @param failed what failed for it
	 * @return the analysis
	 */
	FailureAnalysis analyzeImport(T cause, ConfigImportException failed) {
		return analyzeCause(cause);
	}

	@Override
	public final @Nullable FailureAnalysis analyze(Throwable failure) {
		return beanFailure(failure).flatMap(this::cause)
			.map(this::analyzeCause)
			.or(() -> importFailure(failure)
				.flatMap((failed) -> cause(failed).map((cause) -> analyzeImport(cause, failed))))
			.orElse(null);
	}

	private static Optional<ConfigImportException> importFailure(Throwable failure) {
		return chain(failure).filter(ConfigImportException.class::isInstance)
			.map(ConfigImportException.class::cast)
			.findFirst();
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
