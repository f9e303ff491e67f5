package dev.kvstore.test;

/**
 * What does not arrive.
 */
enum Loss {

	/** All is well. */
	NOTHING("", false, true),

	/** Answers, which break off. */
	ANSWERS("the connection broke before the answer came", true, true),

	/** Requests, which break off. */
	REQUESTS("the connection broke before the answer came", true, false),

	/** There is nobody to send to. */
	EVERYTHING("no server can be reached", false, false);

	private final String reason;

	private final boolean outcomeUnknown;

	private final boolean effective;

	Loss(String reason, boolean outcomeUnknown, boolean effective) {
		this.reason = reason;
		this.outcomeUnknown = outcomeUnknown;
		this.effective = effective;
	}

	String reason() {
		return this.reason + " (StoreFaults)";
	}

	boolean isOutcomeUnknown() {
		return this.outcomeUnknown;
	}

	/**
	 * Tells whether the server does what it is asked for.
	 * @return whether writes take effect
	 */
	boolean isEffective() {
		return this.effective;
	}

}
