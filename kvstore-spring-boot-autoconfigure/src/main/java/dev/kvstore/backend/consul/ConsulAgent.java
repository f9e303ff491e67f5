package dev.kvstore.backend.consul;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import com.ecwid.consul.transport.HttpResponse;
import com.ecwid.consul.transport.TransportException;
import com.ecwid.consul.v1.ConsulRawClient;
import org.apache.http.HttpRequest;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpContext;

import dev.kvstore.backend.DelayedTasks;
import dev.kvstore.backend.Endpoint;

/**
 * One agent, with connections of its own.
 */
final class ConsulAgent implements AutoCloseable {

	/** An agent refuses the 201st connection from one address. */
	private static final int MAX_CONNECTIONS = 160;

	private static final int IDLE_MILLIS_BEFORE_CHECK = 1000;

	private static final String TOKEN_HEADER = "X-Consul-Token";

	private final Endpoint endpoint;

	private final CloseableHttpClient http;

	private final ConsulRawClient client;

	private final RunningCalls running;

	ConsulAgent(Endpoint endpoint, ConsulSettings settings, DelayedTasks timer) {
		this.endpoint = endpoint;
		this.http = http(settings);
		this.running = new RunningCalls(timer);
		String scheme = endpoint.secure() ? "https://" : "http://";
		String authority = endpoint.authority();
		String host = authority.substring(0, authority.lastIndexOf(':'));
		this.client = new ConsulRawClient(this.http, scheme + host, endpoint.port(), "");
	}

	private static CloseableHttpClient http(ConsulSettings settings) {
		PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
				InterruptibleSockets.of(settings.tls()), new QuietConnections());
		connections.setMaxTotal(MAX_CONNECTIONS);
		connections.setDefaultMaxPerRoute(MAX_CONNECTIONS);
		connections.setValidateAfterInactivity(IDLE_MILLIS_BEFORE_CHECK);
		HttpClientBuilder builder = HttpClientBuilder.create()
			.setConnectionManager(connections)
			.setRequestExecutor(new BoundedHttpClient.NotingExecutor())
			.setUserAgent("kvstore")
			.disableAutomaticRetries()
			.disableRedirectHandling()
			.disableCookieManagement()
			.disableAuthCaching()
			.disableConnectionState()
			.disableContentCompression();
		String token = settings.token();
		if (token != null) {
			// not through the client above, which logs the headers that it knows of
			builder.addInterceptorLast(
					(HttpRequest request, HttpContext context) -> request.setHeader(TOKEN_HEADER, token));
		}
		return new BoundedHttpClient(builder.build(), millis(settings.connectTimeout()));
	}

	private static int millis(Duration duration) {
		return (int) Math.min(duration.toMillis() + 1, Integer.MAX_VALUE);
	}

	Endpoint endpoint() {
		return this.endpoint;
	}

	/**
	 * Sends a request and waits for the whole answer.
	 * @param request the request
	 * @param call its bounds
	 * @return the answer, whatever its status is
	 * @throws IOException if there is none
	 */
	ConsulAnswer send(ConsulRequest request, ConsulCall call) throws IOException {
		this.running.begun(call);
		call.begin();
		try {
			HttpResponse answer = (request.kind() == ConsulRequest.Kind.READ)
					? this.client.makeGetRequest(request.path())
					: this.client.makePutRequest(request.toClientRequest());
			Long index = answer.getConsulIndex();
			return new ConsulAnswer(answer.getStatusCode(), answer.getContent(), (index != null) ? index : 0);
		}
		catch (TransportException ex) {
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex);
		}
		catch (RuntimeException ex) {
			// a connection that is aborted or closed meanwhile, or an answer without a
			// body
			throw new IOException("the connection was closed", ex);
		}
		finally {
			call.end();
			this.running.ended(call);
		}
	}

	/**
	 * Ends the calls that the agent holds back, because it does not answer others.
	 */
	void abortHeldCalls() {
		this.running.abortHeld();
	}

	/**
	 * Cuts all connections.
	 */
	@Override
	public void close() {
		try {
			this.http.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
