package dev.kvstore.config;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataLocation;

/**
 * What an import {@code kvstore:[dir][;dir2][?format=yaml]} asks for.
 *
 * @param location the location
 * @param directories the directories in ascending order of precedence
 * @param named whether the location names them, each of which must then be there
 */
record ImportLocation(ConfigDataLocation location, List<ConfigDirectory> directories, boolean named) {

	static final String PREFIX = "kvstore:";

	private static final String ROOT = "config/";

	private static final String SHARED = "application";

	private static final String FORMAT = "format=";

	/**
	 * Reads a location.
	 * @param location the location
	 * @param application the application's name, {@code null} if it has none
	 * @return what it asks for
	 * @throws InvalidImportException if that is not clear
	 */
	static ImportLocation parse(ConfigDataLocation location, Supplier<@Nullable String> application) {
		String value = location.getNonPrefixedValue(PREFIX).strip();
		int query = value.lastIndexOf('?');
		DocumentFormat format = (query >= 0) ? format(location, value.substring(query + 1)) : DocumentFormat.KEYS;
		String paths = (query >= 0) ? value.substring(0, query) : value;
		if (paths.isEmpty()) {
			return new ImportLocation(location, directories(defaults(application.get()), format), false);
		}
		Stream<String> named = Arrays.stream(paths.split(";", -1)).map((path) -> canonical(location, path.strip()));
		return new ImportLocation(location, directories(named, format), true);
	}

	private static DocumentFormat format(ConfigDataLocation location, String option) {
		if (!option.startsWith(FORMAT)) {
			throw new InvalidImportException(location,
					"there is no option '" + option + "', only '" + FORMAT + "' with one of " + DocumentFormat.names());
		}
		String name = option.substring(FORMAT.length());
		return DocumentFormat.of(name)
			.orElseThrow(() -> new InvalidImportException(location,
					"there is no format '" + name + "', only " + DocumentFormat.names()));
	}

	private static Stream<String> defaults(@Nullable String application) {
		return Stream.of(SHARED, (application != null && !application.isBlank()) ? application : SHARED)
			.map((name) -> ROOT + name);
	}

	private static List<ConfigDirectory> directories(Stream<String> paths, DocumentFormat format) {
		return paths.distinct().map((path) -> new ConfigDirectory(path, format)).toList();
	}

	private static String canonical(ConfigDataLocation location, String path) {
		int start = path.startsWith("/") ? 1 : 0;
		int end = path.endsWith("/") ? path.length() - 1 : path.length();
		if (start >= end) {
			throw new InvalidImportException(location, "it has a directory without a name");
		}
		return path.substring(start, end);
	}

}
