package dev.kvstore.config;

import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.BindException;

/**
 * Words a failure for the log. Messages of failed conversions have the values of
 * properties, so that they are left out.
 */
final class FailureWithoutValues {

	private FailureWithoutValues() {
	}

	static String describe(Throwable failure) {
		return Stream.iterate(failure, (link) -> link != null, Throwable::getCause)
			.map(FailureWithoutValues::link)
			.collect(Collectors.joining(", caused by "));
	}

	private static String link(Throwable failure) {
		String name = failure.getClass().getName();
		if (failure instanceof BindException bind) {
			return name + " for '" + bind.getName() + "'";
		}
		StackTraceElement[] trace = failure.getStackTrace();
		return (trace.length > 0) ? name + " at " + trace[0] : name;
	}

}
