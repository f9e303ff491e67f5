package dev.kvstore.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.bootstrap.BootstrapContextClosedEvent;
import org.springframework.boot.bootstrap.BootstrapRegistry.InstanceSupplier;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.io.ResourceLoader;

import dev.kvstore.connection.EarlyStore;
import dev.kvstore.connection.KvStoreProperties;

/**
 * Resolves {@code kvstore:} once the profiles are known, since properties of the store
 * may depend on them. Nothing is imported if the store or its configuration is switched
 * off, nor while the application is processed ahead of time, for it is imported again at
 * each start.
 */
final class KvStoreConfigDataLocationResolver implements ConfigDataLocationResolver<KvStoreConfigDataResource> {

	private final DeferredLogFactory logs;

	private final ResourceLoader resources;

	KvStoreConfigDataLocationResolver(DeferredLogFactory logs, ResourceLoader resources) {
		this.logs = logs;
		this.resources = resources;
	}

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(ImportLocation.PREFIX);
	}

	@Override
	public List<KvStoreConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		return List.of();
	}

	@Override
	public List<KvStoreConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		try {
			return imported(context, location, profiles);
		}
		catch (ConfigDataNotFoundException | InvalidImportException | MalformedDocumentException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new ConfigImportException(location, ex);
		}
	}

	private List<KvStoreConfigDataResource> imported(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		Bound bound = Bound.of(context);
		if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING) || !bound.isEnabled("kvstore.enabled")
				|| !bound.isEnabled(ConfigProperties.PREFIX + ".enabled")) {
			return List.of(KvStoreConfigDataResource.SWITCHED_OFF);
		}
		ImportLocation asked = ImportLocation.parse(location, () -> bound.text("spring.application.name"));
		ImportedConfig config = config(context.getBootstrapContext(), bound);
		List<ConfigDirectory> plain = asked.directories();
		List<ConfigDirectory> all = new ArrayList<>(plain);
		for (String profile : profiles) {
			plain.forEach((directory) -> all.add(directory.forProfile(config.settings().profileSeparator(), profile)));
		}
		return config.load(asked, all, profiles::isAccepted)
			.stream()
			.map((source) -> new KvStoreConfigDataResource(source, !plain.contains(source.directory())))
			.toList();
	}

	private ImportedConfig config(ConfigurableBootstrapContext bootstrap, Bound bound) {
		ImportedConfig present = bootstrap.getOrElse(ImportedConfig.class, null);
		if (present != null) {
			return present;
		}
		KvStoreProperties properties = bound.properties("kvstore", KvStoreProperties.class);
		ConfigProperties settings = bound.properties(ConfigProperties.PREFIX, ConfigProperties.class);
		ConfigStore store = new ConfigStore(properties,
				EarlySslBundles.bind(properties.ssl().bundle(), bound.binder(), bound.handler(), this.resources),
				settings.timeout());
		ConfigSnapshot snapshot = (settings.snapshot() != null)
				? new ConfigSnapshot(Path.of(settings.snapshot()), properties.backend(null), properties.namespace())
				: null;
		ImportedConfig config = new ImportedConfig(store, settings, snapshot, this.logs);
		bootstrap.register(ImportedConfig.class, InstanceSupplier.of(config));
		bootstrap.addCloseListener(KvStoreConfigDataLocationResolver::promote);
		return config;
	}

	private static void promote(BootstrapContextClosedEvent event) {
		ImportedConfig config = event.getBootstrapContext().get(ImportedConfig.class);
		ConfigurableListableBeanFactory beanFactory = event.getApplicationContext().getBeanFactory();
		if (config != null) {
			config.complete();
			// the first one that is registered is destroyed after all others
			beanFactory.registerSingleton(ImportedConfig.BEAN_NAME, config);
			beanFactory.registerSingleton(EarlyStore.BEAN_NAME, config.store());
			((DefaultSingletonBeanRegistry) beanFactory).registerDisposableBean(ImportedConfig.BEAN_NAME,
					config::close);
		}
	}

	/**
	 * Properties as they are known when a location is resolved.
	 *
	 * @param binder binds them
	 * @param handler takes part in binding, such as to decrypt
	 */
	private record Bound(Binder binder, BindHandler handler) {

		static Bound of(ConfigDataLocationResolverContext context) {
			BindHandler handler = context.getBootstrapContext().getOrElse(BindHandler.class, null);
			return new Bound(context.getBinder(), (handler != null) ? handler : BindHandler.DEFAULT);
		}

		boolean isEnabled(String name) {
			return this.binder.bind(name, Bindable.of(Boolean.class), this.handler).orElseGet(() -> true);
		}

		@Nullable String text(String name) {
			return this.binder.bind(name, Bindable.of(String.class), this.handler).orElse(null);
		}

		<T> T properties(String prefix, Class<T> type) {
			return this.binder.bindOrCreate(prefix, Bindable.of(type), this.handler);
		}

	}

}
