package dev.kvstore.event;

import java.nio.file.Path;
import java.util.List;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of the kinds of listeners that application events of watches are told to.
 */
class PublishedEventListenersTests extends MapDbApplicationTests {

	private static final List<String> ROOT = List.of("kvstore.watch.directories=/");

	PublishedEventListenersTests(@TempDir Path directory) {
		super(directory);
	}

	@Test
	void conditionsMaySpeakOfKeyVersionValueAndWatch() {
		Conditional conditional = Synced.await(start(ROOT, Conditional.class)).getBean(Conditional.class);
		put("flags/a", "on");
		put("other", "on");
		put("flags/b", "off");
		this.store.delete("flags/a");
		Application.await().until(() -> conditional.told.size() == 4);
		assertThat(conditional.told).containsExactlyInAnyOrder("flags/a", "on: flags/a", "flags/b", "deleted flags/a");
	}

	@Test
	void transactionalListenersWork() {
		Transactional transactional = Synced.await(start(ROOT, Transactional.class)).getBean(Transactional.class);
		put("key", "value");
		Application.await().until(() -> transactional.told.size() == 2);
		assertThat(transactional.told).containsExactlyInAnyOrder("without transaction: key", "after commit: key");
	}

	@Test
	void asynchronousListenersWork() {
		Asynchronous asynchronous = Synced.await(start(ROOT, Asynchronous.class)).getBean(Asynchronous.class);
		put("key", "value");
		Application.await().until(() -> asynchronous.told.size() == 1);
		assertThat(asynchronous.told.get(0)).startsWith("key on async-");
	}

	@Test
	void multicasterOfTheUserDeliversThem() {
		Multicasting multicasting = Synced.await(start(ROOT, Multicasting.class)).getBean(Multicasting.class);
		put("key", "value");
		Application.await().until(() -> multicasting.told.size() == 1);
		assertThat(multicasting.told.get(0)).startsWith("key on multicast-");
	}

	static class Conditional extends Synced {

		@EventListener(condition = "#event.key.startsWith('flags/')")
		void onFlag(KeyPutEvent event) {
			this.told.add(event.key());
		}

		@EventListener(condition = "#event.keyValue.asString() == 'on' and #event.version == 1 "
				+ "and #event.value.length == 2 and #event.watch.directory and #event.watch.path.isEmpty()")
		void onOn(KeyPutEvent event) {
			this.told.add("on: " + event.key());
		}

		@EventListener(condition = "#event.key.startsWith('flags/') and #event.version > 1")
		void onDeleted(KeyDeletedEvent event) {
			this.told.add("deleted " + event.key());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactional extends Synced {

		@Bean
		PlatformTransactionManager transactionManager() {
			JdbcDataSource source = new JdbcDataSource();
			source.setUrl("jdbc:h2:mem:events");
			return new JdbcTransactionManager(source);
		}

		@Bean
		TransactionTemplate transactions(PlatformTransactionManager manager) {
			return new TransactionTemplate(manager);
		}

		@Bean
		Republishing republishing(TransactionTemplate transactions, ApplicationEventPublisher publisher) {
			return new Republishing(transactions, publisher);
		}

		@TransactionalEventListener(fallbackExecution = true, condition = "#event.key == 'key'")
		void onPut(KeyPutEvent event) {
			this.told.add("without transaction: " + event.key());
		}

		@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
		void afterCommit(Republished event) {
			this.told.add("after commit: " + event.event().key());
		}

	}

	record Republished(KeyPutEvent event) {

	}

	record Republishing(TransactionTemplate transactions, ApplicationEventPublisher publisher) {

		@EventListener
		void onPut(KeyPutEvent event) {
			this.transactions.executeWithoutResult((status) -> this.publisher.publishEvent(new Republished(event)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class Asynchronous extends Synced {

		@Bean
		SimpleAsyncTaskExecutor taskExecutor() {
			return new SimpleAsyncTaskExecutor("async-");
		}

		@Bean
		AsynchronousListener listener() {
			return new AsynchronousListener(this.told);
		}

	}

	static class AsynchronousListener {

		private final List<String> told;

		AsynchronousListener(List<String> told) {
			this.told = told;
		}

		@Async
		@EventListener
		void onPut(KeyPutEvent event) {
			this.told.add(event.key() + " on " + Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Multicasting extends Synced {

		@Bean
		ApplicationEventMulticaster applicationEventMulticaster() {
			SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
			multicaster.setTaskExecutor(new SimpleAsyncTaskExecutor("multicast-"));
			return multicaster;
		}

		@EventListener
		void onPut(KeyPutEvent event) {
			this.told.add(event.key() + " on " + Thread.currentThread().getName());
		}

	}

}
