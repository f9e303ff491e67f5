package dev.kvstore.event;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of watches.
 *
 * @param enabled Whether changes are published as application events and passed to
 * methods with '@StoreListener'.
 * @param directories Directories whose keys' changes are published as application events,
 * '/' being the root.
 * @param keys Keys whose changes are published as application events.
 * @param publishInitial Whether what is there when the application starts is published
 * too.
 */
@ConfigurationProperties("kvstore.watch")
public record WatchProperties(@DefaultValue("true") boolean enabled, @DefaultValue List<String> directories,
		@DefaultValue List<String> keys, @DefaultValue("false") boolean publishInitial) {

	/**
	 * Creates properties.
	 */
	public WatchProperties {
		directories = List.copyOf(directories);
		keys = List.copyOf(keys);
	}

}
