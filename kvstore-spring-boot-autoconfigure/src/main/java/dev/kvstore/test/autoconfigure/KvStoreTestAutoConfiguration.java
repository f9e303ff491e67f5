package dev.kvstore.test.autoconfigure;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

import dev.kvstore.connection.KvStoreConnectionDetails;
import dev.kvstore.connection.KvStoreProperties;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.test.StoreFaults;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a store in memory that fails
 * when a test wants it to.
 *
 * @see AutoConfigureKvStore
 */
@AutoConfiguration
public final class KvStoreTestAutoConfiguration {

	/** A store of its own for each context. */
	static final String MEMORY = "mem:";

	@Bean
	@Primary
	KvStoreConnectionDetails kvStoreTestConnectionDetails() {
		return () -> List.of(MEMORY);
	}

	@Bean
	StoreFaults kvStoreFaults() {
		return new StoreFaults();
	}

	// innermost: whatever else wraps the store sees faults
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	StoreDecorator kvStoreFaultsDecorator(StoreFaults faults, KvStoreProperties properties) {
		return (store) -> faults.inject(store, properties.requestTimeout());
	}

}
