package dev.kvstore.lifecycle;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ExecutorConfigurationSupport;

import dev.kvstore.api.Store;
import dev.kvstore.api.StoreActivity;
import dev.kvstore.connection.StoreDecorator;
import dev.kvstore.event.KeyPutEvent;
import dev.kvstore.event.StoreListener;
import dev.kvstore.leader.LeadershipGrantedEvent;
import dev.kvstore.leader.LeadershipRevokedEvent;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockContext;
import dev.kvstore.lock.LockTemplate;

/**
 * An application that notes what it does when it starts and stops, in whose requests and
 * scheduled tasks locks are held.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ServingApplication {

	private final List<String> steps = new CopyOnWriteArrayList<>();

	private final Step request = new Step();

	private final Step task = new Step();

	private final Step drain = new Step();

	private final Step stopped = new Step();

	List<String> steps() {
		return this.steps;
	}

	Step request() {
		return this.request;
	}

	Step task() {
		return this.task;
	}

	Step drain() {
		return this.drain;
	}

	Step stopped() {
		return this.stopped;
	}

	@EventListener(WebServerInitializedEvent.class)
	void onServing() {
		this.steps.add("serves");
	}

	@EventListener(LeadershipGrantedEvent.class)
	void onGranted() {
		this.steps.add("leads");
	}

	@EventListener(LeadershipRevokedEvent.class)
	void onRevoked() {
		this.steps.add("leads no more");
	}

	@StoreListener("heard/{name}")
	void onChange(String value) {
		this.steps.add("is called for " + value);
	}

	@EventListener
	void onChange(KeyPutEvent event) {
		this.steps.add("publishes " + event.keyValue().asString());
	}

	@Bean
	StoreDecorator notingDecorator() {
		return (store) -> {
			this.steps.add("opens");
			return NotedStore.of(store, () -> this.steps.add("closes"));
		};
	}

	@Bean
	PhasedBean beforeTheDrain(StoreActivity activity) {
		return new PhasedBean(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1,
				() -> this.steps.add("has locks " + activity.locks().stream().map(StoreActivity.OwnedLock::key).toList()
						+ " and watches " + activity.watches()),
				this.drain);
	}

	@Bean
	PhasedBean afterTheWebServer() {
		return new PhasedBean(ExecutorConfigurationSupport.DEFAULT_PHASE + 1, () -> this.steps.add("serves no more"),
				this.stopped);
	}

	@Bean
	DisposableBean farewell(Store store) {
		return () -> this.steps.add("destroys, the store " + (store.exists("absent") ? "fails" : "works"));
	}

	@Bean
	LockedTask lockedTask() {
		return new LockedTask(this.task, this.steps);
	}

	@Bean
	HttpServlet lockedServlet(LockTemplate template, Store store) {
		return new LockedServlet(template, store);
	}

	static class LockedTask {

		private final Step step;

		private final List<String> steps;

		LockedTask(Step step, List<String> steps) {
			this.step = step;
			this.steps = steps;
		}

		@Scheduled(fixedDelay = Integer.MAX_VALUE)
		@DistributedLock("jobs/task")
		void run() {
			this.step.pass();
			this.steps.add("ends its task with its lock " + (LockContext.current().isHeld() ? "held" : "lost"));
		}

	}

	@SuppressWarnings("serial")
	private final class LockedServlet extends HttpServlet {

		private final transient LockTemplate template;

		private final transient Store store;

		private LockedServlet(LockTemplate template, Store store) {
			this.template = template;
			this.store = store;
		}

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			String held = this.template.execute("jobs/request",
					this.template.options().withTtl(ApplicationLifecycleContract.TTL), (lock) -> {
						ServingApplication.this.request.pass();
						this.store.put("served", new byte[0]);
						return lock.isHeld() ? "held" : "lost";
					});
			ServingApplication.this.steps.add("ends its request with its lock " + held);
			response.setContentLength(held.length());
			response.getWriter().write(held);
			response.flushBuffer();
		}

	}

}
