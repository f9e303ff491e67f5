package dev.kvstore.config;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Imported properties have changed, and the environment has their new values. Published
 * on a thread of its own, one after the other; the next changes wait while a listener
 * runs.
 */
public final class KvStoreConfigChangedEvent extends ApplicationContextEvent {

	private static final long serialVersionUID = 1L;

	private final TreeSet<String> names;

	/**
	 * Creates an event.
	 * @param context the context whose environment has changed
	 * @param names the names of the properties
	 */
	public KvStoreConfigChangedEvent(ApplicationContext context, SortedSet<String> names) {
		super(context);
		this.names = new TreeSet<>(names);
	}

	/**
	 * Returns the names of the properties that were added, changed or removed, those that
	 * another property source hides left out.
	 * @return the names, sorted
	 */
	public SortedSet<String> names() {
		return Collections.unmodifiableSortedSet(this.names);
	}

}
