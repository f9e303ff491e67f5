package dev.kvstore.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a backend is.
 *
 * @param backend the backend's name
 * @param quorum whether it can take writes
 * @param details what else the backend tells; never a secret
 */
public record StoreStatus(String backend, boolean quorum, Map<String, Object> details) {

	/**
	 * Creates a status with a copy of the details, in their order.
	 */
	public StoreStatus {
		details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
	}

}
