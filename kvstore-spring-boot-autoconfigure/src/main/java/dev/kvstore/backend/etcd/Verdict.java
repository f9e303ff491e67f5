package dev.kvstore.backend.etcd;

/**
 * What became of a call that failed.
 */
enum Verdict {

	/** Nothing was sent, for want of a connection. */
	UNREACHABLE,

	/** The server has not done it and may be able to soon, or another server now. */
	NOT_NOW,

	/** It was sent and there is no answer, or none that tells the outcome. */
	UNKNOWN,

	/** The server has not done it because it does not know the token. */
	LOGGED_OUT,

	/** The server will not do it. */
	REFUSED

}
