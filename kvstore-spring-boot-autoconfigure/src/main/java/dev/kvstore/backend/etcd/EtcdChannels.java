package dev.kvstore.backend.etcd;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.DaemonThreads;
import dev.kvstore.backend.Endpoint;
import dev.kvstore.backend.TlsSettings;

/**
 * Makes a store's channels and owns the threads that they share: one that reads and
 * writes, and up to two that take answers nobody waits for.
 */
final class EtcdChannels implements AutoCloseable {

	/** Larger answers fail, and are asked for in smaller pieces. */
	static final int MAX_ANSWER_SIZE = 64 << 20;

	private static final int KEEP_ALIVE_SECONDS = 10;

	private static final int CALLBACK_THREADS = 2;

	private static final int QUIET_MILLIS = 100;

	private static final int LONGEST_END_MILLIS = 2000;

	private final Duration connectTimeout;

	private final @Nullable TlsSettings tls;

	private final EventLoopGroup eventLoop = new MultiThreadIoEventLoopGroup(1, new DaemonThreads("kvstore-etcd-io"),
			NioIoHandler.newFactory());

	private final ThreadPoolExecutor callbacks = new ThreadPoolExecutor(CALLBACK_THREADS, CALLBACK_THREADS, 1,
			TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new DaemonThreads("kvstore-etcd-answers"));

	EtcdChannels(Duration connectTimeout, @Nullable TlsSettings tls) {
		this.connectTimeout = connectTimeout;
		this.tls = tls;
		this.callbacks.allowCoreThreadTimeOut(true);
	}

	/**
	 * Makes a channel, which connects when it is first used and never repeats a call.
	 * @param endpoint the server
	 * @return the channel
	 */
	ManagedChannel open(Endpoint endpoint) {
		NettyChannelBuilder builder = NettyChannelBuilder.forAddress(endpoint.host(), endpoint.port())
			.eventLoopGroup(this.eventLoop)
			.channelType(NioSocketChannel.class)
			.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS,
					(int) Math.min(Integer.MAX_VALUE, this.connectTimeout.toMillis()))
			.maxInboundMessageSize(MAX_ANSWER_SIZE)
			.keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
			.disableServiceConfigLookUp()
			.offloadExecutor(this.callbacks)
			.executor(this.callbacks);
		builder.disableRetry();
		if (endpoint.secure()) {
			return builder.sslContext(sslContext()).build();
		}
		return builder.usePlaintext().build();
	}

	private SslContext sslContext() {
		SslContextBuilder builder = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
		if (this.tls != null) {
			configure(builder, this.tls);
		}
		try {
			return builder.build();
		}
		catch (SSLException ex) {
			throw new IllegalStateException("No TLS context can be made", ex);
		}
	}

	private static void configure(SslContextBuilder builder, TlsSettings tls) {
		builder.trustManager(tls.trustManager());
		if (tls.keyManager() != null) {
			builder.keyManager(tls.keyManager());
		}
		if (!tls.protocols().isEmpty()) {
			builder.protocols(tls.protocols());
		}
		if (!tls.ciphers().isEmpty()) {
			builder.ciphers(tls.ciphers());
		}
	}

	/**
	 * Ends the threads soon after what they still do, without waiting for them.
	 */
	@Override
	public void close() {
		// shut down, the callbacks' pool would refuse what ends calls; idle, it has no
		// thread
		Future<?> unused = this.eventLoop.shutdownGracefully(QUIET_MILLIS, LONGEST_END_MILLIS, TimeUnit.MILLISECONDS);
	}

}
