package dev.kvstore.backend.consul;

import java.util.concurrent.atomic.AtomicLong;

import org.apache.http.config.ConnectionConfig;
import org.apache.http.conn.HttpConnectionFactory;
import org.apache.http.conn.ManagedHttpClientConnection;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.conn.DefaultManagedHttpClientConnection;

/**
 * Makes connections that write no log: the client's own ones show the token and all
 * values in it, once its loggers are at debug level.
 */
final class QuietConnections implements HttpConnectionFactory<HttpRoute, ManagedHttpClientConnection> {

	private static final int BUFFER_SIZE = 8 * 1024;

	private final AtomicLong count = new AtomicLong();

	@Override
	public ManagedHttpClientConnection create(HttpRoute route, ConnectionConfig configuration) {
		return new DefaultManagedHttpClientConnection("kvstore-" + this.count.incrementAndGet(), BUFFER_SIZE);
	}

}
