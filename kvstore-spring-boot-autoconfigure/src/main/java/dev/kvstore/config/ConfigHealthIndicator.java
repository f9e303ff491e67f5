package dev.kvstore.config;

import java.util.List;
import java.util.Locale;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells where imported configuration comes from: the store, a snapshot or, as an optional
 * import whose store could not be reached, nothing. It is {@code UP} all the same, for
 * the application works with what it has; that the store cannot be reached is told by the
 * store's own health. Keys that cannot be read are named, values are not told.
 */
public final class ConfigHealthIndicator extends AbstractHealthIndicator {

	private final ImportedConfig config;

	/**
	 * Creates an indicator.
	 * @param config what was imported
	 */
	public ConfigHealthIndicator(ImportedConfig config) {
		super("Health check of the configuration failed");
		this.config = config;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ConfigSource source = this.config.source();
		List<ImportedDirectory> directories = this.config.directories();
		builder.up()
			.withDetail("source", source.kind().name().toLowerCase(Locale.ROOT))
			.withDetail("since", source.since())
			.withDetail("directories", directories.stream().map((directory) -> directory.directory().path()).toList());
		List<String> rejected = directories.stream()
			.flatMap((directory) -> directory.rejected().stream())
			.map(MalformedDocumentException::getMessage)
			.toList();
		if (!rejected.isEmpty()) {
			builder.withDetail("rejected", rejected);
		}
	}

}
