package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockContext;

/**
 * An application that calls methods under locks, loaded by any class loader.
 */
public final class LockedCall extends LoadedApplication {

	/**
	 * Creates an application.
	 * @param directory where it keeps its store
	 */
	public LockedCall(Path directory) {
		super(directory);
	}

	@Override
	ApplicationContextRunner configure(ApplicationContextRunner runner) {
		return runner
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLockAutoConfiguration.class,
					AopAutoConfiguration.class))
			.withBean(Methods.class);
	}

	@Override
	String use(ApplicationContext context) {
		Methods methods = context.getBean(Methods.class);
		return methods.value("a") + methods.stage().join();
	}

	static class Methods {

		@DistributedLock("#{#key}")
		String value(String key) {
			return LockContext.current().key();
		}

		@DistributedLock
		CompletableFuture<String> stage() {
			return CompletableFuture.completedFuture("/1");
		}

	}

}
