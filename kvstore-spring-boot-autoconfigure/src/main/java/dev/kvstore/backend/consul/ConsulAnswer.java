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

	/**
	 * Tells whether Consul has nothing at a path: only its own answers have an index,
	 * those of a proxy in front of it or of another server do not.
	 * @return {@code false} for any other answer
	 */
	boolean isAbsence() {
		return this.status == NOT_FOUND && this.index > 0;
	}

}
