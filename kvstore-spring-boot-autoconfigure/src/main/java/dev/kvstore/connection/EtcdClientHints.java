package dev.kvstore.connection;

import java.util.List;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

/**
 * What gRPC, Netty, Protocol Buffers and Guava reach by reflection on behalf of jetcd.
 */
final class EtcdClientHints extends ClientHints {

	private static final String HANDLERS = "io.grpc.netty.";

	EtcdClientHints() {
		super(EtcdStoreFactory.LIBRARY);
	}

	@Override
	void registerClient(RuntimeHints hints) {
		registerHandlers(hints);
		registerGrpc(hints);
		NettyHints.register(hints);
		registerTypes(hints, List.of("com.google.protobuf.ExtensionRegistry"), MemberCategory.INVOKE_PUBLIC_METHODS);
		registerTypes(hints, List.of("java.lang.invoke.VarHandle"));
	}

	private static void registerHandlers(RuntimeHints hints) {
		// Netty asks them which of their methods it may leave out
		registerTypes(hints,
				List.of(HANDLERS + "AbstractNettyHandler", HANDLERS + "GrpcHttp2ConnectionHandler",
						HANDLERS + "NettyClientHandler", HANDLERS + "WriteBufferingAndExceptionHandler",
						HANDLERS + "ProtocolNegotiators$ClientTlsHandler",
						HANDLERS + "ProtocolNegotiators$GrpcNegotiationHandler",
						HANDLERS + "ProtocolNegotiators$PlaintextHandler",
						HANDLERS + "ProtocolNegotiators$ProtocolNegotiationHandler",
						HANDLERS + "ProtocolNegotiators$WaitUntilActiveHandler"));
	}

	private static void registerGrpc(RuntimeHints hints) {
		registerTypes(hints, List.of("java.time.Instant", "javax.naming.directory.InitialDirContext",
				"com.sun.jndi.dns.DnsContextFactory"));
		registerTypes(hints, List.of("io.grpc.internal.JndiResourceResolverFactory"),
				MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		registerTypes(hints, List.of("java.util.concurrent.atomic.LongAdder"),
				MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS, MemberCategory.INVOKE_PUBLIC_METHODS);
		registerTypes(hints, List.of("javax.net.ssl.X509ExtendedTrustManager"), MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
