package dev.kvstore.connection;

import java.util.List;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;

/**
 * What Netty reaches by reflection and does not tell native images itself.
 */
final class NettyHints {

	private static final String QUEUES = "io.netty.util.internal.shaded.org.jctools.queues.unpadded.";

	private NettyHints() {
	}

	static void register(RuntimeHints hints) {
		ClientHints.registerTypes(hints,
				List.of("io.netty.util.internal.RefCnt", QUEUES + "MpscUnpaddedArrayQueueConsumerIndexField",
						QUEUES + "MpscUnpaddedArrayQueueProducerIndexField",
						QUEUES + "MpscUnpaddedArrayQueueProducerLimitField", "java.nio.Bits", "java.nio.Buffer"),
				MemberCategory.ACCESS_DECLARED_FIELDS);
		ClientHints.registerTypes(hints,
				List.of("java.lang.Module", "java.lang.ProcessHandle", "java.lang.foreign.Arena",
						"java.lang.foreign.MemorySegment", "java.lang.invoke.VarHandle",
						"java.nio.channels.spi.SelectorProvider"),
				MemberCategory.INVOKE_PUBLIC_METHODS);
		registerTls(hints);
		registerEpoll(hints);
	}

	private static void registerTls(RuntimeHints hints) {
		ClientHints.registerTypes(hints, List.of("javax.net.ssl.SSLEngine", "javax.net.ssl.SSLParameters"),
				MemberCategory.INVOKE_PUBLIC_METHODS);
	}

	private static void registerEpoll(RuntimeHints hints) {
		// looked for and asked, also where its native library is missing
		ClientHints.registerTypes(hints,
				List.of("io.netty.channel.DefaultFileRegion", "io.netty.channel.epoll.AbstractEpollChannel",
						"io.netty.channel.epoll.NativeDatagramPacketArray$NativeDatagramPacket",
						"io.netty.channel.unix.PeerCredentials", "java.io.FileDescriptor",
						"java.nio.channels.FileChannel"));
		ClientHints.registerTypes(hints,
				List.of("io.netty.channel.epoll.Epoll", "io.netty.util.internal.NativeLibraryUtil"),
				MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
