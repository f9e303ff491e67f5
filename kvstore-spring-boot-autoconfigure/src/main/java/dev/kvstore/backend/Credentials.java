package dev.kvstore.backend;

/**
 * Who asks. The password is never shown.
 *
 * @param username the user's name
 * @param password the user's password
 */
public record Credentials(String username, String password) {

	/**
	 * Creates credentials.
	 * @throws IllegalArgumentException if one is missing
	 */
	public Credentials {
		Arguments.requireNonNull(username, "username");
		Arguments.requireNonNull(password, "password");
	}

	@Override
	public String toString() {
		return "Credentials[username=" + this.username + "]";
	}

}
