package dev.kvstore.event;

import dev.kvstore.api.KeyValue;

/**
 * A watched key has this value now. What it had before, and how often it changed since,
 * is not told.
 *
 * @param watch what is watched
 * @param keyValue the key with its value
 */
public record KeyPutEvent(WatchedPath watch, KeyValue keyValue) implements KeyChangedEvent {

	@Override
	public String key() {
		return this.keyValue.key();
	}

	@Override
	public long version() {
		return this.keyValue.version();
	}

	/**
	 * Returns the value.
	 * @return a copy of the value
	 */
	public byte[] value() {
		return this.keyValue.value();
	}

}
