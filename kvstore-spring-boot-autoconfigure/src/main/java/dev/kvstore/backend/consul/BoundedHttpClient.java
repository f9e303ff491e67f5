package dev.kvstore.backend.consul;

import java.io.IOException;

import org.apache.http.HttpClientConnection;
import org.apache.http.HttpException;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpRequestBase;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.protocol.HttpContext;
import org.apache.http.protocol.HttpRequestExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request the bounds of its {@link ConsulCall}, which the client above has no
 * means to pass on.
 */
@SuppressWarnings("deprecation")
final class BoundedHttpClient extends CloseableHttpClient {

	private final CloseableHttpClient client;

	private final int connectMillis;

	BoundedHttpClient(CloseableHttpClient client, int connectMillis) {
		this.client = client;
		this.connectMillis = connectMillis;
	}

	@Override
	protected CloseableHttpResponse doExecute(HttpHost target, HttpRequest request, @Nullable HttpContext context)
			throws IOException {
		ConsulCall call = ConsulCall.current();
		if (call != null && request instanceof HttpRequestBase cancellable) {
			cancellable.setConfig(bounds(call));
			call.started(cancellable);
		}
		return this.client.execute(target, request, context);
	}

	private RequestConfig bounds(ConsulCall call) {
		int remaining = call.remainingMillis();
		return RequestConfig.custom()
			.setConnectionRequestTimeout(remaining)
			.setConnectTimeout(Math.min(this.connectMillis, remaining))
			.setSocketTimeout(call.silenceMillis())
			.build();
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

	@Override
	public org.apache.http.params.HttpParams getParams() {
		return this.client.getParams();
	}

	@Override
	public org.apache.http.conn.ClientConnectionManager getConnectionManager() {
		return this.client.getConnectionManager();
	}

	/**
	 * Notes that a request begins to be sent.
	 */
	static final class NotingExecutor extends HttpRequestExecutor {

		@Override
		protected HttpResponse doSendRequest(HttpRequest request, HttpClientConnection connection, HttpContext context)
				throws IOException, HttpException {
			ConsulCall call = ConsulCall.current();
			if (call != null) {
				call.sending();
			}
			try {
				return super.doSendRequest(request, connection, context);
			}
			catch (IOException ex) {
				throw SecureRefusal.of(connection, ex);
			}
		}

	}

}
