package dev.kvstore.backend.consul;

import java.io.IOException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.apache.http.HttpClientConnection;
import org.apache.http.conn.ManagedHttpClientConnection;

/**
 * What a server said before it cut a connection by TLS 1.3, where it refuses a client's
 * certificate after the client's handshake is over: sending then fails without a reason.
 */
final class SecureRefusal {

	private static final int WAIT_MILLIS = 500;

	private SecureRefusal() {
	}

	static IOException of(HttpClientConnection connection, IOException sending) {
		if (connection instanceof ManagedHttpClientConnection managed && managed.getSocket() instanceof SSLSocket socket
				&& !(sending instanceof SSLException)) {
			return read(socket, sending);
		}
		return sending;
	}

	private static IOException read(SSLSocket socket, IOException sending) {
		try {
			socket.setSoTimeout(WAIT_MILLIS);
			socket.getInputStream().read();
		}
		catch (SSLException refusal) {
			refusal.addSuppressed(sending);
			return refusal;
		}
		catch (IOException ex) {
			sending.addSuppressed(ex);
		}
		return sending;
	}

}
