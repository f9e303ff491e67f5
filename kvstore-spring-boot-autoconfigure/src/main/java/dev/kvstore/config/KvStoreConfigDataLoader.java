package dev.kvstore.config;

import java.util.List;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigData.Option;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;

/**
 * Hands out what was imported.
 */
final class KvStoreConfigDataLoader implements ConfigDataLoader<KvStoreConfigDataResource> {

	@Override
	public ConfigData load(ConfigDataLoaderContext context, KvStoreConfigDataResource resource) {
		ConfigPropertySource source = resource.source();
		if (source == null) {
			return ConfigData.EMPTY;
		}
		Option[] options = resource.isProfileSpecific() ? new Option[] { Option.PROFILE_SPECIFIC } : new Option[0];
		return new ConfigData(List.of(source), options);
	}

}
