package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.ResourceTransactionManager;

import dev.kvstore.api.LockOptions;
import dev.kvstore.api.Store;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.DistributedLockAdvisor;
import dev.kvstore.lock.LockContext;
import dev.kvstore.lock.LockProperties;
import dev.kvstore.lock.LockTaskOptions;
import dev.kvstore.lock.LockTemplate;
import dev.kvstore.lock.LockedBeansCheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link KvStoreLockAutoConfiguration}.
 */
class KvStoreLockAutoConfigurationTests {

	private final ApplicationContextRunner runner;

	private final Path directory;

	KvStoreLockAutoConfigurationTests(@TempDir Path directory) {
		this.directory = directory;
		this.runner = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLockAutoConfiguration.class,
					AopAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"));
	}

	@Test
	void isAnAutoConfiguration() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null))
			.contains(KvStoreLockAutoConfiguration.class.getName());
	}

	@Test
	void annotatedMethodsRunUnderALock() {
		this.runner.withBean(Job.class).run((context) -> {
			Store store = context.getBean(Store.class);
			context.getBean(Job.class)
				.run(() -> assertThat(store.newLock(Job.class.getName() + ".run").holder()).hasValueSatisfying(
						(holder) -> assertThat(holder.fencingToken()).isEqualTo(LockContext.current().fencingToken())));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.aop.auto=false", "spring.aop.proxy-target-class=false" })
	void proxiesAreMadeWithoutBootsHelp(String property) {
		this.runner.withBean(Job.class)
			.withPropertyValues(property)
			.run((context) -> context.getBean(Job.class)
				.run(() -> assertThat(LockContext.current().isHeld()).isTrue()));
	}

	@Test
	void propertiesAreTheDefaultsOfTheTemplate() {
		this.runner
			.withPropertyValues("kvstore.lock.wait-time=2s", "kvstore.lock.ttl=15s", "kvstore.lock.hold-at-least=1s")
			.run((context) -> assertThat(context.getBean(LockTemplate.class).options())
				.isEqualTo(LockTaskOptions.defaults()
					.withWaitTime(Duration.ofSeconds(2))
					.withTtl(Duration.ofSeconds(15))
					.withHoldAtLeast(Duration.ofSeconds(1))));
	}

	@Test
	void defaultsAreThoseOfTheApi() {
		this.runner.run((context) -> {
			assertThat(context.getBean(LockTemplate.class).options()).isEqualTo(LockTaskOptions.defaults());
			assertThat(context.getBean(LockProperties.class).ttl()).isEqualTo(LockOptions.defaults().ttl());
		});
	}

	@Test
	void holderIsNamedAfterTheApplication() {
		this.runner.withPropertyValues("spring.application.name=orders")
			.withBean(Job.class)
			.run((context) -> context.getBean(Job.class)
				.run(() -> assertThat(context.getBean(Store.class)
					.newLock(Job.class.getName() + ".run")
					.holder()
					.orElseThrow()
					.value()).isEqualTo("orders, pid " + ProcessHandle.current().pid())));
	}

	@Test
	void disabledRunsMethodsWithoutLocks() {
		this.runner.withBean(Job.class).withPropertyValues("kvstore.lock.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(LockTemplate.class)
				.doesNotHaveBean(DistributedLockAdvisor.class)
				.doesNotHaveBean(LockedBeansCheck.class)
				.doesNotHaveBean(LockProperties.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Job.class))).isFalse();
			context.getBean(Job.class).run(() -> assertThatIllegalStateException().isThrownBy(LockContext::current));
		});
	}

	@Test
	void nothingIsSetUpWithoutAStore() {
		this.runner.withPropertyValues("kvstore.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockTemplate.class));
	}

	@Test
	void templateOfTheUserTakesThePlaceOfOurs() {
		this.runner.withBean(OwnTemplate.class).withBean(Job.class).run((context) -> {
			assertThat(context).hasSingleBean(LockTemplate.class).doesNotHaveBean("kvStoreLockTemplate");
			context.getBean(Job.class)
				.run(() -> assertThat(context.getBean(Store.class)
					.newLock(Job.class.getName() + ".run")
					.holder()
					.orElseThrow()
					.value()).isEqualTo("own"));
		});
	}

	@Test
	void advisorOfTheUserTakesThePlaceOfOurs() {
		this.runner
			.withInitializer(
					(context) -> ((GenericApplicationContext) context).registerBean("own", DistributedLockAdvisor.class,
							() -> new DistributedLockAdvisor(context.getBeanFactory(),
									() -> context.getBean(LockTemplate.class)),
							(definition) -> definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE)))
			.withBean(Job.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(DistributedLockAdvisor.class).doesNotHaveBean("kvStoreLockAdvisor");
				context.getBean(Job.class).run(() -> assertThat(LockContext.current().isHeld()).isTrue());
			});
	}

	@ParameterizedTest
	@CsvSource({ "wait-time=-1s, must not be negative", "ttl=0s, must be greater than zero",
			"ttl=-1s, must not be negative", "hold-at-least=-1s, must not be negative" })
	void valueThatCannotBeUsedFailsTheStart(String property, String reason) {
		this.runner.withPropertyValues("kvstore.lock." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("'kvstore.lock." + property.split("=", -1)[0] + "' " + reason));
	}

	@Test
	void transactionManagersTellOfTheirTransactions() {
		this.runner.withBean(ManagerOfNothing.class)
			.run((context) -> assertThat(context.getBean(ManagerOfNothing.class).getTransactionExecutionListeners())
				.hasSize(1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.transaction", "reactor", "org.reactivestreams" })
	void methodsRunUnderALockWithoutWhatIsOptional(String missing) throws Exception {
		assertThat(LoadedApplication.runWithout(missing, LockedCall.class, this.directory)).isEqualTo("a/1");
	}

	static class OwnTemplate implements FactoryBean<LockTemplate> {

		private final LockTemplate template;

		OwnTemplate(Store store, ApplicationEventPublisher publisher) {
			this.template = new LockTemplate(store, LockTaskOptions.defaults(), "own", publisher);
		}

		@Override
		public LockTemplate getObject() {
			return this.template;
		}

		@Override
		public Class<?> getObjectType() {
			return LockTemplate.class;
		}

	}

	static class Job {

		@DistributedLock
		void run(Runnable work) {
			work.run();
		}

	}

	@SuppressWarnings("serial")
	static class ManagerOfNothing extends AbstractPlatformTransactionManager implements ResourceTransactionManager {

		@Override
		public Object getResourceFactory() {
			return this;
		}

		@Override
		protected Object doGetTransaction() {
			return this;
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

}
