package dev.kvstore.lock;

import java.util.UUID;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.kvstore.api.Store;
import dev.kvstore.autoconfigure.KvStoreLockAutoConfiguration;

/**
 * An application with locks and a database, of which several may run.
 */
final class LockedApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private LockedApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static String newDatabase() {
		return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000";
	}

	static LockedApplication start(Store store, String database) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Beans.class).web(WebApplicationType.NONE)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("store", Store.class,
					() -> store, (definition) -> definition.setDestroyMethodName("")));
		return new LockedApplication(builder.run("--spring.datasource.url=" + database, "--spring.main.banner-mode=off",
				"--spring.datasource.hikari.transaction-isolation=TRANSACTION_READ_COMMITTED"));
	}

	LockedJobs jobs() {
		return this.context.getBean(LockedJobs.class);
	}

	JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	RecordedEvents events() {
		return this.context.getBean(RecordedEvents.class);
	}

	void createCounter(String name) {
		jdbc().execute("create table if not exists counters (name varchar(99) primary key, val int, token bigint)");
		jdbc().update("insert into counters values (?, 0, 0)", name);
	}

	int counter(String name) {
		return jdbc().queryForList("select val from counters where name = ?", Integer.class, name).get(0);
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ LockedJobs.class, RecordedEvents.class })
	@ImportAutoConfiguration({ AopAutoConfiguration.class, DataSourceAutoConfiguration.class,
			DataSourceTransactionManagerAutoConfiguration.class, JdbcTemplateAutoConfiguration.class,
			TransactionAutoConfiguration.class, TransactionManagerCustomizationAutoConfiguration.class,
			KvStoreLockAutoConfiguration.class })
	static class Beans {

	}

}
