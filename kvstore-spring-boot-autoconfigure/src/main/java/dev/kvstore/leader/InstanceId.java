package dev.kvstore.leader;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * Makes ids that tell an operator which instance is meant, and that no two share.
 */
final class InstanceId {

	private static final int SUFFIX = 8;

	private InstanceId() {
	}

	static String next(String application) {
		return host() + ":" + application + ":" + UUID.randomUUID().toString().substring(0, SUFFIX);
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

}
