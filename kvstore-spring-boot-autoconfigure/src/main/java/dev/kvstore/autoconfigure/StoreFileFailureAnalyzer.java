package dev.kvstore.autoconfigure;

import java.nio.file.Path;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.backend.StoreFileException;

/**
 * Tells what to do about a file that the embedded store cannot use.
 */
final class StoreFileFailureAnalyzer extends StoreStartFailureAnalyzer<StoreFileException> {

	StoreFileFailureAnalyzer() {
		super(StoreFileException.class);
	}

	@Override
	FailureAnalysis analyzeCause(StoreFileException cause) {
		Path file = cause.file().toAbsolutePath().normalize();
		return switch (cause.problem()) {
			case OWNED -> owned(file, cause);
			case FOREIGN -> analysis("The file '%s' was not made by this store. Nothing was changed in it.", file,
					"Set 'kvstore.mapdb.path' to a file that does not exist yet or that a store made.", cause);
			case DAMAGED -> analysis("The store's file '%s' is damaged.", file,
					"Put a backup in its place, or move it away to start with an empty store.", cause);
			case INACCESSIBLE -> analysis("The store cannot use the file '%s'.", file,
					"Make sure that its directory exists, that it is not a directory itself and that this process may "
							+ "read and write both, or set 'kvstore.mapdb.path' to another file.",
					cause);
		};
	}

	private static FailureAnalysis owned(Path file, StoreFileException cause) {
		String owner = (cause.owner() != null) ? "the process with the id " + cause.owner() : "another process";
		return analysis("The store's file '%s' is in use by " + owner + ".", file,
				"Stop that process, or set 'kvstore.mapdb.path' to a file of this application's own. Processes that are to "
						+ "share their keys need a backend with a server.",
				cause);
	}

	private static FailureAnalysis analysis(String description, Path file, String action, StoreFileException cause) {
		return new FailureAnalysis(description.formatted(file) + " " + cause.getMessage(), action, cause);
	}

}
