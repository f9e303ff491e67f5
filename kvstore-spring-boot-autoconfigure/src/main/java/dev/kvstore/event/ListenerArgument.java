package dev.kvstore.event;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.WatchEvent;

/**
 * What a parameter of a listener method gets.
 */
interface ListenerArgument {

	/**
	 * Tells whether there is an argument for a change.
	 * @param change the change
	 * @return {@code false} if the method is not to be called
	 */
	default boolean existsFor(WatchEvent change) {
		return true;
	}

	@Nullable Object of(WatchEvent change, Map<String, String> variables);

	/**
	 * The value of a variable of the pattern.
	 *
	 * @param name the name of the variable
	 */
	record Variable(String name) implements ListenerArgument {

		@Override
		public @Nullable Object of(WatchEvent change, Map<String, String> variables) {
			return variables.get(this.name);
		}

	}

	/**
	 * The change itself.
	 *
	 * @param type what of the changes
	 */
	record Change(Class<?> type) implements ListenerArgument {

		@Override
		public boolean existsFor(WatchEvent change) {
			return this.type.isInstance(change);
		}

		@Override
		public Object of(WatchEvent change, Map<String, String> variables) {
			return change;
		}

	}

	/**
	 * The value, in the form that the method asks for.
	 *
	 * @param reading brings it into that form
	 * @param absence what stands for no value
	 */
	record Value(ValueReading reading, Absence absence) implements ListenerArgument {

		@Override
		public boolean existsFor(WatchEvent change) {
			return this.absence != Absence.NOT_CALLED || change instanceof WatchEvent.Put;
		}

		@Override
		public @Nullable Object of(WatchEvent change, Map<String, String> variables) {
			if (change instanceof WatchEvent.Put put) {
				Object value = this.reading.read(put.keyValue());
				return (this.absence == Absence.EMPTY) ? Optional.of(value) : value;
			}
			return (this.absence == Absence.EMPTY) ? Optional.empty() : null;
		}

	}

	/**
	 * What stands for the value of a key that is gone.
	 */
	enum Absence {

		NOT_CALLED, NULL, EMPTY

	}

	/**
	 * Brings a value into the form that a method asks for.
	 */
	@FunctionalInterface
	interface ValueReading {

		Object read(KeyValue keyValue);

	}

}
