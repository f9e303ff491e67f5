package dev.kvstore.config;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataResource;

/**
 * A directory that is imported, or nothing if imports are switched off.
 */
final class KvStoreConfigDataResource extends ConfigDataResource {

	static final KvStoreConfigDataResource SWITCHED_OFF = new KvStoreConfigDataResource(null, false);

	private final @Nullable ConfigPropertySource source;

	private final boolean profileSpecific;

	KvStoreConfigDataResource(@Nullable ConfigPropertySource source, boolean profileSpecific) {
		this.source = source;
		this.profileSpecific = profileSpecific;
	}

	@Nullable ConfigPropertySource source() {
		return this.source;
	}

	boolean isProfileSpecific() {
		return this.profileSpecific;
	}

	private @Nullable ConfigDirectory directory() {
		return (this.source != null) ? this.source.directory() : null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof KvStoreConfigDataResource resource && Objects.equals(directory(), resource.directory());
	}

	@Override
	public int hashCode() {
		return Objects.hashCode(directory());
	}

	@Override
	public String toString() {
		ConfigDirectory directory = directory();
		return (directory != null) ? "directory '" + directory.path() + "' of the store" : "nothing";
	}

}
