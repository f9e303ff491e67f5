package dev.kvstore.template;

import java.util.Optional;
import java.util.function.Function;

import dev.kvstore.api.KeyValue;

/**
 * What a view holds of one key, ready to be handed out.
 *
 * @param <T> the type of the object
 */
interface HeldEntry<T> {

	Optional<T> value();

	Optional<Entry<T>> entry();

	static <T> HeldEntry<T> of(KeyValue keyValue, T object) {
		return new Converted<>(Optional.of(object),
				Optional.of(new Entry<>(keyValue.key(), object, keyValue.version())));
	}

	static <T> HeldEntry<T> unconverted(KeyValue keyValue, Function<KeyValue, T> conversion) {
		return new Unconverted<>(keyValue, conversion);
	}

	@SuppressWarnings("OptionalUsedAsFieldOrParameterType") // a read allocates nothing
	record Converted<T>(Optional<T> value, Optional<Entry<T>> entry) implements HeldEntry<T> {

	}

	// a conversion that fails has each reader's own stack
	record Unconverted<T>(KeyValue keyValue, Function<KeyValue, T> conversion) implements HeldEntry<T> {

		@Override
		public Optional<T> value() {
			return Optional.of(this.conversion.apply(this.keyValue));
		}

		@Override
		public Optional<Entry<T>> entry() {
			return value().map((object) -> new Entry<>(this.keyValue.key(), object, this.keyValue.version()));
		}

	}

}
