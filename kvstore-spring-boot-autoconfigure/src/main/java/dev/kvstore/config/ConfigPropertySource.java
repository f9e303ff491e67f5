package dev.kvstore.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * The properties of an imported directory, as they are at the time.
 */
final class ConfigPropertySource extends EnumerablePropertySource<ImportedConfig> implements OriginLookup<String> {

	private final ConfigDirectory directory;

	ConfigPropertySource(ConfigDirectory directory, ImportedConfig config) {
		super(ImportLocation.PREFIX + directory.path(), config);
		this.directory = directory;
	}

	ConfigDirectory directory() {
		return this.directory;
	}

	@Override
	public String[] getPropertyNames() {
		return this.source.properties(this.directory).names();
	}

	@Override
	public @Nullable Object getProperty(String name) {
		ConfigValue found = this.source.properties(this.directory).get(name);
		return (found != null) ? found.value() : null;
	}

	@Override
	public @Nullable Origin getOrigin(String name) {
		ConfigValue found = this.source.properties(this.directory).get(name);
		return (found != null) ? found.origin() : null;
	}

	/**
	 * Returns the name; what Spring adds when it logs in detail would be values.
	 */
	@Override
	public String toString() {
		return getClass().getSimpleName() + " {name='" + this.name + "'}";
	}

}
