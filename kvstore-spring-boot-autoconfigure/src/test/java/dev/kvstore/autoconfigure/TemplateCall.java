package dev.kvstore.autoconfigure;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

import dev.kvstore.api.ValueConverter;
import dev.kvstore.template.StoreTemplate;

/**
 * An application that writes and reads a number, loaded by any class loader.
 */
public final class TemplateCall implements Callable<String> {

	private final Path directory;

	/**
	 * Creates an application.
	 * @param directory where it keeps its store
	 */
	public TemplateCall(Path directory) {
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
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreTemplateAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + this.directory.resolve("test.db"))
			.run((context) -> {
				StoreTemplate template = context.getBean(StoreTemplate.class);
				template.put("a", 5);
				result.complete(template.get("a", Integer.class).orElseThrow() + " by "
						+ context.getBean(ValueConverter.class).getClass().getSimpleName());
			});
		return result.join();
	}

}
