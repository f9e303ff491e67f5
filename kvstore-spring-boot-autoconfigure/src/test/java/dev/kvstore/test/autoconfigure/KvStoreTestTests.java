package dev.kvstore.test.autoconfigure;

import java.time.Duration;

import javax.sql.DataSource;

import net.javacrumbs.shedlock.core.LockProvider;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.integration.support.locks.LockRegistry;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.event.ReactiveWatches;
import dev.kvstore.event.StoreListeners;
import dev.kvstore.event.WatchEventPublisher;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.lock.LockTemplate;
import dev.kvstore.template.StoreTemplate;
import dev.kvstore.test.StoreFaults;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvStoreTest}, in their order.
 */
@KvStoreTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KvStoreTestTests {

	@Autowired
	private ApplicationContext context;

	@Autowired
	private Store store;

	@Autowired
	private StoreFaults faults;

	@Test
	@Order(1)
	void storeIsInMemoryAndEmpty() {
		assertThat(this.store.list("")).isEmpty();
		assertThat((String) this.store.status().details().get("file")).startsWith("mem:");
	}

	@Test
	@Order(2)
	void whatIsBuiltOnTheStoreIsThere() {
		for (Class<?> type : new Class<?>[] { StoreActivity.class, LockTemplate.class, LeaderElector.class,
				StoreListeners.class, WatchEventPublisher.class, ReactiveWatches.class, StoreTemplate.class,
				LockProvider.class, LockRegistry.class }) {
			assertThat(this.context.getBeanNamesForType(type)).as(type.getName()).hasSize(1);
		}
	}

	@Test
	@Order(3)
	void nothingElseIsThere() {
		assertThat(this.context.getBeanNamesForType(ExampleApplication.class)).hasSize(1);
		assertThat(this.context.getBeanNamesForType(ExampleComponent.class)).isEmpty();
		assertThat(this.context.getBeanNamesForType(DataSource.class)).isEmpty();
	}

	@Test
	@Order(4)
	void objectsAreJson() {
		StoreTemplate template = this.context.getBean(StoreTemplate.class);
		template.put("flag", new Flag(true));
		assertThat(template.get("flag", Flag.class)).contains(new Flag(true));
		assertThat(this.store.get("flag").orElseThrow().asString()).isEqualTo("{\"on\":true}");
	}

	@Test
	@Order(5)
	void faultsBegin() {
		this.faults.makeUnavailable();
		this.faults.delayAnswers(Duration.ofMinutes(1));
	}

	@Test
	@Order(6)
	void faultsOfAnEarlierTestAreOver() {
		assertThat(this.store.put("a", new byte[0])).isNotNull();
	}

	record Flag(boolean on) {

	}

}
