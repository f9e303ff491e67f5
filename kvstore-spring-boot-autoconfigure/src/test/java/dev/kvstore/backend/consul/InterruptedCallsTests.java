package dev.kvstore.backend.consul;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.kvstore.api.StoreUnavailableException;
import dev.kvstore.backend.Endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ConsulAgents} whose threads are interrupted.
 */
class InterruptedCallsTests {

	private static final ConsulRequest REQUEST = ConsulRequest.read("get", "a", "/v1/kv/a");

	@Test
	void aCallThatALateInterruptEndsLeavesItsThreadInterrupted() throws Exception {
		try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
				ConsulAgents agents = new ConsulAgents(
						ConsulSettings.of(new Endpoint(false, "127.0.0.1", silent.getLocalPort())))) {
			FutureTask<Boolean> call = new FutureTask<>(() -> {
				assertThatExceptionOfType(StoreUnavailableException.class).isThrownBy(() -> agents.call(REQUEST))
					.withMessageContaining("the thread is interrupted");
				return Thread.interrupted();
			});
			new LateInterrupt(call).start();
			assertThat(call.get(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	/**
	 * A thread whose first call is closed by an interrupt, while its flag is not set.
	 */
	private static final class LateInterrupt extends Thread {

		private boolean over;

		LateInterrupt(Runnable task) {
			super(task);
		}

		@Override
		public boolean isInterrupted() {
			boolean late = !this.over;
			this.over = true;
			return late || super.isInterrupted();
		}

	}

}
