package dev.kvstore.test.autoconfigure;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.lock.LockProperties;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the attributes of {@link KvStoreTest}.
 */
@KvStoreTest(properties = "kvstore.lock.ttl=7s",
		includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ExampleComponent.class),
		excludeAutoConfiguration = KvStoreLeaderAutoConfiguration.class)
class KvStoreTestAttributesTests {

	@Autowired
	private ExampleComponent component;

	@Autowired
	private Store store;

	@Test
	void includedComponentIsThere() {
		assertThat(this.component.remember("included")).isTrue();
		assertThat(this.store.exists("included")).isTrue();
	}

	@Test
	void propertiesCount(@Autowired LockProperties properties) {
		assertThat(properties.ttl()).hasSeconds(7);
	}

	@Test
	void excludedAutoConfigurationIsNot(@Autowired ObjectProvider<LeaderElector> elector) {
		assertThat(elector.stream()).isEmpty();
	}

	@Nested
	class InNestedClasses {

		@Test
		void contextIsTheSame(@Autowired Store nested, @Autowired StoreFaults faults) {
			assertThat(nested).isSameAs(KvStoreTestAttributesTests.this.store);
			assertThat(faults).isNotNull();
		}

	}

}
