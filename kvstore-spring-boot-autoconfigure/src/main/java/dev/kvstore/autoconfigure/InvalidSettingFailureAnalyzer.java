package dev.kvstore.autoconfigure;

import java.util.Set;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.connection.InvalidSettingException;

/**
 * Tells which property is wrong and what it must be.
 */
final class InvalidSettingFailureAnalyzer extends StoreStartFailureAnalyzer<InvalidSettingException> {

	InvalidSettingFailureAnalyzer() {
		super(InvalidSettingException.class,
				Set.of(KvStoreAutoConfiguration.STORE_BEAN_NAME, KvStoreShedLockAutoConfiguration.PROVIDER_BEAN_NAME,
						KvStoreLockRegistryAutoConfiguration.REGISTRY_BEAN_NAME,
						KvStoreEventAutoConfiguration.PUBLISHER_BEAN_NAME));
	}

	@Override
	FailureAnalysis analyzeCause(InvalidSettingException cause) {
		String value = (cause.value() != null) ? "the value '" + cause.value() + "'" : "a value";
		String reason = (cause.getCause() != null) ? ": " + cause.getCause().getMessage() : "";
		return new FailureAnalysis(
				"The property '%s' has %s that cannot be used%s.".formatted(cause.property(), value, reason),
				"Change it: '%s' %s.".formatted(cause.property(), cause.expectation()), cause);
	}

}
