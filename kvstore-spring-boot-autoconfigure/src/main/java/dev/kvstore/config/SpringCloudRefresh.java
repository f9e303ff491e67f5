package dev.kvstore.config;

import java.util.LinkedHashSet;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Tells Spring Cloud of changed properties: beans with {@code @ConfigurationProperties}
 * are bound again and those of {@code @RefreshScope} made again, before other listeners
 * are told.
 */
public final class SpringCloudRefresh implements ApplicationListener<KvStoreConfigChangedEvent>, Ordered {

	private static final Log logger = LogFactory.getLog(SpringCloudRefresh.class);

	private final ConfigurableApplicationContext context;

	private final ObjectProvider<RefreshScope> scope;

	/**
	 * Creates a listener.
	 * @param context the context whose beans depend on the properties
	 * @param scope the scope of beans that are made again, if there is one
	 */
	public SpringCloudRefresh(ConfigurableApplicationContext context, ObjectProvider<RefreshScope> scope) {
		this.context = context;
		this.scope = scope;
	}

	@Override
	public void onApplicationEvent(KvStoreConfigChangedEvent event) {
		if (event.getApplicationContext() == this.context) {
			attempt("bind beans again", event, () -> this.context
				.publishEvent(new EnvironmentChangeEvent(this.context, new LinkedHashSet<>(event.names()))));
			attempt("make beans again", event, () -> this.scope.ifAvailable(RefreshScope::refreshAll));
		}
	}

	private void attempt(String task, KvStoreConfigChangedEvent event, Runnable step) {
		try {
			step.run();
		}
		catch (RuntimeException | Error ex) {
			// a listener may have closed the application
			if (this.context.isActive()) {
				logger.warn("Failed to " + task + " after the change of " + event.names() + ": "
						+ FailureWithoutValues.describe(ex));
			}
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
