package dev.kvstore.autoconfigure;

import java.nio.file.Path;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import dev.kvstore.api.ValueConverter;
import dev.kvstore.template.StoreTemplate;

/**
 * An application that writes and reads a number, loaded by any class loader.
 */
public final class TemplateCall extends LoadedApplication {

	/**
	 * Creates an application.
	 * @param directory where it keeps its store
	 */
	public TemplateCall(Path directory) {
		super(directory);
	}

	@Override
	ApplicationContextRunner configure(ApplicationContextRunner runner) {
		return runner.withConfiguration(
				AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreTemplateAutoConfiguration.class));
	}

	@Override
	String use(ApplicationContext context) {
		StoreTemplate template = context.getBean(StoreTemplate.class);
		template.put("a", 5);
		return template.get("a", Integer.class).orElseThrow() + " by "
				+ context.getBean(ValueConverter.class).getClass().getSimpleName();
	}

}
