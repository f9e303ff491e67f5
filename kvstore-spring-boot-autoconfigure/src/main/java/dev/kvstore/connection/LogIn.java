package dev.kvstore.connection;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Credentials;

/**
 * Makes credentials of a user's name and password, which need each other.
 */
final class LogIn {

	private LogIn() {
	}

	static @Nullable Credentials credentials(String prefix, @Nullable String username, @Nullable String password) {
		boolean named = username != null && !username.isEmpty();
		boolean secret = password != null && !password.isEmpty();
		if (named != secret) {
			throw new InvalidSettingException(prefix + (named ? ".password" : ".username"), null,
					"must be set together with '" + prefix + (named ? ".username'" : ".password'"), null);
		}
		return (username != null && password != null && named) ? new Credentials(username, password) : null;
	}

}
