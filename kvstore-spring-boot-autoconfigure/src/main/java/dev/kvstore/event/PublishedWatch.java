package dev.kvstore.event;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Publishes the events of one watch as application events.
 */
final class PublishedWatch implements WatchListener {

	private static final Log logger = LogFactory.getLog(PublishedWatch.class);

	private final WatchedPath path;

	private final ApplicationEventPublisher publisher;

	private boolean publishesChanges;

	/**
	 * Creates a listener for a watch that is about to begin.
	 * @param path what is watched
	 * @param publishInitial whether the first state is published
	 * @param publisher gets the events
	 */
	PublishedWatch(WatchedPath path, boolean publishInitial, ApplicationEventPublisher publisher) {
		this.path = path;
		this.publishesChanges = publishInitial;
		this.publisher = publisher;
	}

	@Override
	public void onEvent(WatchEvent event) {
		if (event instanceof WatchEvent.Synced) {
			this.publishesChanges = true;
			publish(new WatchSyncedEvent(this.path), null);
		}
		else if (event instanceof WatchEvent.Interrupted interrupted) {
			publish(new WatchInterruptedEvent(this.path, interrupted.cause()), null);
		}
		else if (this.publishesChanges && event instanceof WatchEvent.Put put) {
			publish(new KeyPutEvent(this.path, put.keyValue()), put.keyValue().key());
		}
		else if (this.publishesChanges && event instanceof WatchEvent.Deleted deleted) {
			publish(new KeyDeletedEvent(this.path, deleted.key(), deleted.version()), deleted.key());
		}
	}

	private void publish(Object event, @Nullable String key) {
		try {
			this.publisher.publishEvent(event);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("A listener of " + event.getClass().getSimpleName() + ((key != null) ? " of '" + key + "'" : "")
					+ " in the watch of '" + this.path + "' failed", ex);
		}
	}

}
