package dev.kvstore.lock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.kvstore.api.LockHandle;
import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLockAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DistributedLock} beside other annotations, in keys and on interfaces.
 */
class DistributedLockOrderTests {

	private final ApplicationContextRunner runner;

	DistributedLockOrderTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLockAutoConfiguration.class,
					AopAutoConfiguration.class, DataSourceAutoConfiguration.class,
					DataSourceTransactionManagerAutoConfiguration.class, TransactionAutoConfiguration.class))
			.withUserConfiguration(Everything.class)
			.withBean(Methods.class)
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void lockIsTakenOnTheThreadOfAsync() {
		this.runner.run((context) -> {
			Methods methods = context.getBean(Methods.class);
			assertThat(methods.async().get()).isNotEqualTo(Thread.currentThread().getName()).isNotEqualTo("none");
		});
	}

	@Test
	void eachAttemptOfRetryableTakesTheLockAnew() {
		this.runner.run((context) -> {
			Methods methods = context.getBean(Methods.class);
			methods.retried();
			assertThat(methods.tokens()).hasSize(3).isSorted().doesNotHaveDuplicates();
		});
	}

	@Test
	void lockIsReleasedAfterTheTransactionOfTheMethod() {
		this.runner.run((context) -> {
			Store store = context.getBean(Store.class);
			CompletableFuture<Boolean> heldAfterCommit = new CompletableFuture<>();
			context.getBean(Methods.class)
				.transactional(() -> heldAfterCommit.complete(store.newLock("transactional").holder().isPresent()));
			assertThat(heldAfterCommit).isCompletedWithValue(true);
			assertThat(store.newLock("transactional").holder()).isEmpty();
		});
	}

	@Test
	void scheduledMethodRunsUnderTheLock() {
		this.runner.run((context) -> Awaitility.await()
			.untilAtomic(context.getBean(Methods.class).runs(), (count) -> assertThat(count).isGreaterThan(1)));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void interfaceMethodsRunUnderTheLockWithBothKindsOfProxy(boolean proxyTargetClass) {
		this.runner.withBean(WithInterface.class)
			.withPropertyValues("spring.aop.proxy-target-class=" + proxyTargetClass)
			.run((context) -> {
				Contract bean = context.getBean(Contract.class);
				assertThat(AopUtils.isJdkDynamicProxy(bean)).isEqualTo(!proxyTargetClass);
				assertThat(bean.onTheInterface()).isEqualTo("on-the-interface");
				assertThat(bean.onTheClass()).isEqualTo("on-the-class");
			});
	}

	@Test
	void metaAnnotationSetsAttributes() {
		this.runner.run((context) -> assertThat(context.getBean(Methods.class).meta()).isEqualTo("meta-key"));
	}

	@Test
	void keyIsMadeOfArgumentsAndRoot() {
		this.runner.withPropertyValues("shop=main").run((context) -> {
			Methods methods = context.getBean(Methods.class);
			assertThat(methods.key(7, "x", null)).isEqualTo("main/7/x/key/x");
			assertThat(methods.key(List.of("a", "b"))).isEqualTo("list/2/Methods");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "" })
	void keyWithoutAValueFailsTheCallAndNamesTheExpression(String text) {
		this.runner.run((context) -> assertThatIllegalArgumentException()
			.isThrownBy(() -> context.getBean(Methods.class).key(7, "null".equals(text) ? null : text, null))
			.withMessageContaining(Methods.class.getName() + ".key")
			.withMessageContaining("'#{#name}'")
			.withMessageContaining(text.isEmpty() ? "is empty" : "is null"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	@EnableScheduling
	@EnableResilientMethods
	static class Everything {

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@DistributedLock(waitTime = "20s")
	@interface Exclusive {

		@AliasFor(annotation = DistributedLock.class, attribute = "key")
		String name();

	}

	interface Contract {

		@DistributedLock("on-the-interface")
		String onTheInterface();

		String onTheClass();

	}

	static class WithInterface implements Contract {

		@Override
		public String onTheInterface() {
			return LockContext.current().key();
		}

		@Override
		@DistributedLock("on-the-class")
		public String onTheClass() {
			return LockContext.current().key();
		}

	}

	static class Methods {

		private final List<Long> tokens = new CopyOnWriteArrayList<>();

		private final AtomicInteger scheduled = new AtomicInteger();

		List<Long> tokens() {
			return this.tokens;
		}

		AtomicInteger runs() {
			return this.scheduled;
		}

		@Async
		@DistributedLock("async")
		CompletableFuture<String> async() {
			boolean held = LockContext.current().isHeld();
			return CompletableFuture.completedFuture(held ? Thread.currentThread().getName() : "none");
		}

		@Retryable(maxRetries = 2, delay = 1)
		@DistributedLock("retried")
		void retried() {
			this.tokens.add(LockContext.current().fencingToken());
			if (this.tokens.size() < 3) {
				throw new IllegalStateException("thrown by a test");
			}
		}

		@Transactional
		@DistributedLock("transactional")
		void transactional(Runnable afterCompletion) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCompletion(int status) {
					afterCompletion.run();
				}
			});
		}

		@Scheduled(fixedDelay = 20)
		@DistributedLock("scheduled")
		void scheduled() {
			if (LockContext.current().isHeld()) {
				this.scheduled.incrementAndGet();
			}
		}

		@Exclusive(name = "meta-key")
		String meta() {
			return LockContext.current().key();
		}

		@DistributedLock("${shop:none}/#{#id}/#{#name}/#{#root.method.name}/#{#root.args[1]}")
		String key(long id, @Nullable String name, @Nullable LockHandle lock) {
			return Objects.requireNonNull(lock).key();
		}

		@DistributedLock("list/#{#p0.size()}/#{#root.target.class.simpleName}")
		String key(List<String> values) {
			return LockContext.current().key();
		}

	}

}
