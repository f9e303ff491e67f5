package dev.kvstore.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;

import dev.kvstore.api.Store;

/**
 * Follows imported directories and changes their properties after each burst of changes.
 */
final class ConfigRefresh implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ConfigRefresh.class);

	private static final int LONGEST_BURST = 10;

	private final ImportedConfig config;

	private final Store store;

	private final ConfigurableApplicationContext context;

	private final QuietPeriod quietPeriod;

	private final List<FollowedDirectory> followed = new CopyOnWriteArrayList<>();

	private final Map<String, Long> warned = new HashMap<>();

	ConfigRefresh(ImportedConfig config, Store store, ConfigurableApplicationContext context) {
		this.config = config;
		this.store = store;
		this.context = context;
		Duration period = config.settings().refreshQuietPeriod();
		this.quietPeriod = new QuietPeriod(period, period.multipliedBy(LONGEST_BURST), this::refresh);
	}

	void start() {
		this.config.follow((directory) -> this.followed
			.add(new FollowedDirectory(directory, this.quietPeriod::changed).follow(this.store)));
	}

	private void refresh() {
		try {
			Map<ConfigDirectory, ImportedProperties> next = new LinkedHashMap<>();
			boolean complete = true;
			for (FollowedDirectory followed : this.followed) {
				Optional<ImportedProperties> read = followed.read();
				read.ifPresent((properties) -> next.put(followed.directory().directory(), properties));
				complete &= read.isPresent();
				warn(followed.directory());
			}
			SortedSet<String> changed = replace(next);
			if (complete) {
				this.config.keep();
			}
			if (!changed.isEmpty()) {
				publish(changed);
			}
		}
		catch (RuntimeException | Error ex) {
			logger.warn("Imported configuration could not be refreshed: " + FailureWithoutValues.describe(ex));
		}
	}

	private void warn(ImportedDirectory directory) {
		directory.rejected().forEach((rejected) -> {
			Long before = this.warned.put(rejected.key(), rejected.version());
			if (before == null || before != rejected.version()) {
				logger.warn(rejected.getMessage() + "; its properties stay as they were");
			}
		});
	}

	private SortedSet<String> replace(Map<ConfigDirectory, ImportedProperties> next) {
		SortedSet<String> names = new TreeSet<>(this.config.changes(next));
		Map<String, @Nullable Object> before = new HashMap<>();
		names.forEach((name) -> before.put(name, value(name)));
		this.config.replace(next);
		names.removeIf((name) -> Objects.equals(before.get(name), value(name)));
		return names;
	}

	private @Nullable Object value(String name) {
		for (PropertySource<?> source : this.context.getEnvironment().getPropertySources()) {
			Object value = source.getProperty(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

	private void publish(SortedSet<String> names) {
		logger.debug("Imported properties have changed: " + names);
		try {
			this.context.publishEvent(new KvStoreConfigChangedEvent(this.context, names));
		}
		catch (RuntimeException | Error ex) {
			// a listener may have closed the application
			if (this.context.isActive()) {
				logger.warn("A listener to the change of " + names + " failed: " + FailureWithoutValues.describe(ex));
			}
		}
	}

	@Override
	public void close() {
		this.config.unfollow();
		this.followed.forEach(FollowedDirectory::close);
		this.quietPeriod.close();
	}

}
