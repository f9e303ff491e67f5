package dev.kvstore.backend;

/**
 * Something that was asked for and is not wanted any more after {@link #close()}, which
 * does not block and throws nothing.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	@Override
	void close();

}
