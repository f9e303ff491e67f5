package dev.kvstore.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationStartingEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Closes the store of an application that does not start. Each application has a listener
 * of its own.
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
		else if (event instanceof ApplicationFailedEvent failed && event.getSpringApplication() == this.application) {
			failed(failed.getApplicationContext());
		}
	}

	private void failed(@Nullable ConfigurableApplicationContext context) {
		boolean closesItself = context != null && context.isActive();
		if (!closesItself && this.bootstrap != null) {
			ImportedConfig config = this.bootstrap.getOrElse(ImportedConfig.class, null);
			if (config != null) {
				config.close();
			}
		}
	}

}
