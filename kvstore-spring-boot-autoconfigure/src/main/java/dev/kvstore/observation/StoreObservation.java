package dev.kvstore.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;

/**
 * The observations of a store.
 */
public enum StoreObservation implements ObservationDocumentation {

	/**
	 * An operation on the store, from the call to its return: one round trip as a rule,
	 * for a lock the wait for it too.
	 */
	OPERATION {

		@Override
		public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
			return DefaultStoreObservationConvention.class;
		}

		@Override
		public KeyName[] getLowCardinalityKeyNames() {
			return LowCardinalityKeyNames.values();
		}

		@Override
		public KeyName[] getHighCardinalityKeyNames() {
			return HighCardinalityKeyNames.values();
		}

	};

	/**
	 * Tags of which there are few values.
	 */
	public enum LowCardinalityKeyNames implements KeyName {

		/**
		 * Name of the backend.
		 */
		BACKEND("backend"),

		/**
		 * Name of the method, such as {@code atomicPut}.
		 */
		OPERATION("operation"),

		/**
		 * How it ended, see {@link OperationOutcome}; {@code none} as long as it runs.
		 */
		OUTCOME("outcome");

		private final String name;

		LowCardinalityKeyNames(String name) {
			this.name = name;
		}

		@Override
		public String asString() {
			return this.name;
		}

	}

	/**
	 * Tags of which there may be any number of values, for traces only.
	 */
	public enum HighCardinalityKeyNames implements KeyName {

		/**
		 * Key or directory, if {@code kvstore.observation.include-key} is set.
		 */
		KEY("key");

		private final String name;

		HighCardinalityKeyNames(String name) {
			this.name = name;
		}

		@Override
		public String asString() {
			return this.name;
		}

	}

}
