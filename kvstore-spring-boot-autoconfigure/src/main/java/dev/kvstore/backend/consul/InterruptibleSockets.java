package dev.kvstore.backend.consul;

import java.io.IOException;
import java.net.Socket;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.List;

import javax.net.ssl.SSLContext;

import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.apache.http.ssl.SSLContexts;
import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.TlsSettings;

/**
 * Makes sockets whose reading and writing ends when the thread is interrupted.
 */
final class InterruptibleSockets {

	private InterruptibleSockets() {
	}

	static Registry<ConnectionSocketFactory> of(@Nullable TlsSettings tls) {
		return RegistryBuilder.<ConnectionSocketFactory>create()
			.register("http", new Plain())
			.register("https", new Secure(tls))
			.build();
	}

	private static Socket open() throws IOException {
		return SocketChannel.open().socket();
	}

	/**
	 * Tells whether a call failed because its thread was interrupted, and sees to it that
	 * the thread is. {@code Thread.interrupt} sets the flag before it closes what the
	 * thread waits for, at least in JDK 25, so that one interrupt can end a second call
	 * after whoever made the first one has cleared the flag.
	 * @param failure what the call failed with
	 * @return whether the thread is interrupted
	 */
	static boolean isInterrupted(IOException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ClosedByInterruptException) {
				Thread.currentThread().interrupt();
			}
		}
		return Thread.currentThread().isInterrupted();
	}

	private static final class Plain extends PlainConnectionSocketFactory {

		@Override
		public Socket createSocket(HttpContext context) throws IOException {
			return open();
		}

	}

	private static final class Secure extends SSLConnectionSocketFactory {

		Secure(@Nullable TlsSettings tls) {
			super(context(tls), names((tls != null) ? tls.protocols() : List.of()),
					names((tls != null) ? tls.ciphers() : List.of()), new DefaultHostnameVerifier());
		}

		private static SSLContext context(@Nullable TlsSettings tls) {
			return (tls != null) ? tls.sslContext() : SSLContexts.createSystemDefault();
		}

		private static String @Nullable [] names(List<String> names) {
			return names.isEmpty() ? null : names.toArray(String[]::new);
		}

		@Override
		public Socket createSocket(HttpContext context) throws IOException {
			return open();
		}

	}

}
