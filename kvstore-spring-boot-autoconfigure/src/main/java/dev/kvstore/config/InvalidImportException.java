package dev.kvstore.config;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginProvider;

/**
 * A location {@code kvstore:} asks for what there is not.
 */
public final class InvalidImportException extends IllegalArgumentException implements OriginProvider {

	private static final long serialVersionUID = 1L;

	private final transient ConfigDataLocation location;

	InvalidImportException(ConfigDataLocation location, String reason) {
		super("'" + location + "' cannot be imported: " + reason);
		this.location = location;
	}

	@Override
	public @Nullable Origin getOrigin() {
		return Origin.from(this.location);
	}

}
