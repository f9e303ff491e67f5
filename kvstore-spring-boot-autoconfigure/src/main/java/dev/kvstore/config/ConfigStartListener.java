package dev.kvstore.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;

/**
 * Closes the store of an application that does not start, unless it was handed over to a
 * context, which closes it after its beans. Each application has a listener of its own.
 */
final class ConfigStartListener implements ApplicationListener<SpringApplicationEvent> {

	private @Nullable SpringApplication application;

	private @Nullable ConfigurableBootstrapContext bootstrap;

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationStartingEvent starting) {
			this.application = starting.getSpringApplication();
			this.bootstrap = starting.getBootstrapContext();
		}
		else if (event instanceof ApplicationFailedEvent && event.getSpringApplication() == this.application
				&& this.bootstrap != null) {
			ImportedConfig config = this.bootstrap.getOrElse(ImportedConfig.class, null);
			if (config != null) {
				config.close();
			}
		}
	}

}
