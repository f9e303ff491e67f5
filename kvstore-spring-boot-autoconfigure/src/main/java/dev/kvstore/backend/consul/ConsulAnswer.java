package dev.kvstore.backend.consul;

/**
 * What an agent answered.
 *
 * @param status the HTTP status
 * @param body the whole body
 * @param index Consul's index of the answer, zero if it has none
 */
record ConsulAnswer(int status, String body, long index) {

	static final int OK = 200;

	static final int NOT_FOUND = 404;

	static final int CONFLICT = 409;

	boolean isOk() {
		return this.status == OK;
	}

}
