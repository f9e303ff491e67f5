package dev.kvstore.autoconfigure;

import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.kvstore.api.StoreAccessDeniedException;

/**
 * Tells where a backend's credentials are set.
 */
final class StoreAccessDeniedFailureAnalyzer extends StoreStartFailureAnalyzer<StoreAccessDeniedException> {

	StoreAccessDeniedFailureAnalyzer() {
		super(StoreAccessDeniedException.class);
	}

	@Override
	FailureAnalysis analyzeCause(StoreAccessDeniedException cause) {
		return new FailureAnalysis(
				"The backend '%s' refuses access. %s.".formatted(cause.backend(), cause.getMessage()),
				action(cause.backend()), cause);
	}

	private static String action(String backend) {
		return switch (backend) {
			case "etcd" -> "Check 'kvstore.etcd.username' and 'kvstore.etcd.password', and that the user's roles grant "
					+ "reading and writing below the namespace and below '.kvstore/'.";
			case "consul" -> "Check 'kvstore.consul.token', and that its policies grant 'key_prefix' write below the "
					+ "namespace and below '.kvstore/', and 'session_prefix' write.";
			case "zookeeper" ->
				"Check 'kvstore.zookeeper.username' and 'kvstore.zookeeper.password', and that the access "
						+ "control lists of the nodes below the chroot admit this user.";
			default -> "Check the credentials that the backend is set up with.";
		};
	}

}
