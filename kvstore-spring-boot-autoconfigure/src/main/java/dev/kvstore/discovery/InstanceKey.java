package dev.kvstore.discovery;

import dev.kvstore.api.Store;

/**
 * The key of an instance, {@code directory/service/id}.
 *
 * @param serviceId the name of the service
 * @param instanceId the id of the instance
 */
record InstanceKey(String serviceId, String instanceId) {

	InstanceKey {
		if (serviceId.isBlank() || instanceId.isBlank()) {
			throw new IllegalArgumentException("An instance must have the name of a service and an id, but has '"
					+ serviceId + "' and '" + instanceId + "'");
		}
	}

	/**
	 * Brings the directory of all services into the form that keys begin with.
	 * @param store the store that it is a directory of
	 * @param directory the directory
	 * @return the directory without a leading or trailing slash
	 * @throws IllegalArgumentException if it is the root or no directory
	 */
	static String directory(Store store, String directory) {
		// the store checks the key of a lock and asks no server
		return store.newLock(directory).key();
	}

	/**
	 * Reads a key.
	 * @param directory the directory of all services, in canonical form
	 * @param key a key below it
	 * @return what it says
	 * @throws IllegalArgumentException if it is not an instance's
	 */
	static InstanceKey of(String directory, String key) {
		String[] segments = key.substring(directory.length() + 1).split("/", -1);
		if (segments.length != 2) {
			throw new IllegalArgumentException("it is not of the form service/id");
		}
		return new InstanceKey(KeySegment.decode(segments[0]), KeySegment.decode(segments[1]));
	}

	static String directoryOf(String directory, String serviceId) {
		return directory + "/" + KeySegment.encode(serviceId);
	}

	String in(String directory) {
		return directoryOf(directory, this.serviceId) + "/" + KeySegment.encode(this.instanceId);
	}

}
