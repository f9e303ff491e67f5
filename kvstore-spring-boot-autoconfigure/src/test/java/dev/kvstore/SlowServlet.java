package dev.kvstore;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * Answers at once, but for a request of {@value #SLOW}, which is held until its release.
 */
@SuppressWarnings("serial")
public final class SlowServlet extends HttpServlet {

	/**
	 * The path of the request that is held.
	 */
	public static final String SLOW = "/slow";

	private final transient CountDownLatch entered = new CountDownLatch(1);

	private final transient CountDownLatch released = new CountDownLatch(1);

	public boolean awaitRequest() throws InterruptedException {
		return this.entered.await(60, TimeUnit.SECONDS);
	}

	public void release() {
		this.released.countDown();
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (!request.getRequestURI().equals(SLOW)) {
			response.getWriter().write("answered");
			return;
		}
		this.entered.countDown();
		try {
			this.released.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		response.setContentLength("served".length());
		response.getWriter().write("served");
		// the server may stop as soon as this returns, with what is not sent yet
		response.flushBuffer();
	}

	public static int port(ApplicationContext context) {
		return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
	}

	public static CompletableFuture<HttpResponse<String>> request(ApplicationContext context, String path) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(context) + path)).build();
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
	}

}
