package dev.kvstore.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.test.context.TestPropertySource;

import dev.kvstore.test.StoreFaults;

/**
 * Gives a test a store in memory in place of the one that the application is configured
 * with, and {@link StoreFaults} that let it fail. For tests of a whole application with
 * {@code @SpringBootTest}; others use {@link KvStoreTest @KvStoreTest}.
 *
 * <p>
 * The backend, its endpoints and connection details are replaced; other properties such
 * as the namespace and the request timeout count. A store that the application declares
 * as a bean of its own is left as it is. Nothing is imported by
 * {@code spring.config.import=kvstore:}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@TestPropertySource(properties = { "kvstore.backend=mapdb", "kvstore.mapdb.path=" + KvStoreTestAutoConfiguration.MEMORY,
		"kvstore.config.enabled=false" })
public @interface AutoConfigureKvStore {

}
