package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockContext;

/**
 * An application that calls methods under locks, loaded by any class loader.
 */
public final class LockedCall implements Callable<String> {

	private final Path directory;

	/**
	 * Creates an application.
	 * @param directory where it keeps its store
	 */
	public LockedCall(Path directory) {
		this.directory = directory;
	}

	@Override
	public String call() {
		ClassLoader before = ClassUtils.overrideThreadContextClassLoader(getClass().getClassLoader());
		try {
			return run();
		}
		finally {
			ClassUtils.overrideThreadContextClassLoader(before);
		}
	}

	private String run() {
		CompletableFuture<String> result = new CompletableFuture<>();
		new ApplicationContextRunner().withClassLoader(getClass().getClassLoader())
			.withConfiguration(AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLockAutoConfiguration.class,
					AopAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.directory.resolve("test.db"))
			.withBean(Methods.class)
			.run((context) -> {
				Methods methods = context.getBean(Methods.class);
				result.complete(methods.value("a") + methods.stage().join());
			});
		return result.join();
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
