package dev.kvstore.leader;

import org.jspecify.annotations.Nullable;

/**
 * The key of a role, which names its lock and its leader's announcement.
 */
final class RoleKey {

	private static final String DIRECTORY = "leaders/";

	private RoleKey() {
	}

	static String of(@Nullable String role) {
		if (role == null) {
			throw new IllegalArgumentException("'role' must not be null");
		}
		if (!isName(role)) {
			throw new IllegalArgumentException(
					"'role' must be a name without '/', '.' and '..' aside, but is '" + role + "'");
		}
		return DIRECTORY + role;
	}

	static boolean isName(String role) {
		return !role.isBlank() && role.indexOf('/') < 0 && !role.equals(".") && !role.equals("..");
	}

}
