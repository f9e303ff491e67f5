package dev.kvstore.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import dev.kvstore.api.Store;
import dev.kvstore.test.StoreFaults;

/**
 * Annotation for a test of what uses a {@link Store}. Its context has the store and what
 * is built on it - locks, leader election, listeners, templates - and no other
 * auto-configuration; the application's components are left out unless they are included
 * or imported.
 *
 * <p>
 * The store is in memory, empty when the context starts and seen by nobody else, and
 * {@link StoreFaults} lets it fail. Tests that share a context share its keys: call
 * {@code store.deleteTree("")} before each of them if that matters. Faults end with each
 * test method.
 *
 * @see AutoConfigureKvStore
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(KvStoreTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(KvStoreTypeExcludeFilter.class)
@AutoConfigureKvStore
@ImportAutoConfiguration
public @interface KvStoreTest {

	/**
	 * Properties to add to the {@link Environment} before the test runs.
	 * @return properties in the form {@literal key=value}
	 */
	String[] properties() default {};

	/**
	 * Whether components that {@link SpringBootApplication @SpringBootApplication} scans
	 * are left out by default.
	 * @return whether to use the default filters
	 * @see #includeFilters()
	 * @see #excludeFilters()
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Components to include although the default filters leave them out.
	 * @return filters that include
	 */
	Filter[] includeFilters() default {};

	/**
	 * Components to leave out although other filters include them.
	 * @return filters that exclude
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations of this slice to leave out.
	 * @return auto-configuration classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
