package dev.kvstore.backend.etcd;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/**
 * Tells the server who asks, and that it is to refuse at once what it cannot do for want
 * of a leader.
 */
final class RequestHeaders implements ClientInterceptor {

	static final CallOptions.Key<String> TOKEN = CallOptions.Key.createWithDefault("kvstore-token", "");

	static final CallOptions.Key<Boolean> REQUIRE_LEADER = CallOptions.Key.createWithDefault("kvstore-require-leader",
			Boolean.FALSE);

	private static final Metadata.Key<String> TOKEN_HEADER = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

	private static final Metadata.Key<String> LEADER_HEADER = Metadata.Key.of("hasleader",
			Metadata.ASCII_STRING_MARSHALLER);

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		return new SimpleForwardingClientCall<>(next.newCall(method, options)) {

			@Override
			public void start(Listener<R> listener, Metadata headers) {
				if (!options.getOption(TOKEN).isEmpty()) {
					headers.put(TOKEN_HEADER, options.getOption(TOKEN));
				}
				if (options.getOption(REQUIRE_LEADER)) {
					headers.put(LEADER_HEADER, "true");
				}
				super.start(listener, headers);
			}

		};
	}

}
