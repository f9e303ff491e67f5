package dev.kvstore.template;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.ValueConversionException;
import dev.kvstore.api.WatchEvent;
import dev.kvstore.api.WatchListener;

/**
 * Converts the values of a watch for a listener.
 *
 * @param <T> the type of the objects
 */
final class ConvertingListener<T> implements WatchListener {

	private static final Log logger = LogFactory.getLog(ConvertingListener.class);

	private final Conversion<T> conversion;

	private final EntryListener<T> listener;

	ConvertingListener(Conversion<T> conversion, EntryListener<T> listener) {
		this.conversion = conversion;
		this.listener = listener;
	}

	@Override
	public void onEvent(WatchEvent event) {
		this.listener.onEvent(converted(event));
	}

	private EntryEvent<T> converted(WatchEvent event) {
		if (event instanceof WatchEvent.Put put) {
			return put(put.keyValue());
		}
		if (event instanceof WatchEvent.Deleted deleted) {
			return new EntryEvent.Deleted<>(deleted.key(), deleted.version());
		}
		if (event instanceof WatchEvent.Interrupted interrupted) {
			return new EntryEvent.Interrupted<>(interrupted.cause());
		}
		return new EntryEvent.Synced<>();
	}

	private EntryEvent<T> put(KeyValue keyValue) {
		try {
			return new EntryEvent.Put<>(this.conversion.entry(keyValue));
		}
		catch (Throwable ex) {
			ValueConversionException failure = this.conversion.failure(keyValue, ex);
			logger.warn("A watch goes on without a value. " + failure.getMessage());
			return new EntryEvent.Unreadable<>(keyValue.key(), keyValue.version(), failure);
		}
	}

}
