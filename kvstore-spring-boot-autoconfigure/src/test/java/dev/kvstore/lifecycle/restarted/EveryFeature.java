package dev.kvstore.lifecycle.restarted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import net.javacrumbs.shedlock.core.LockConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.LockHandle;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;
import dev.kvstore.endpoint.KvStoreEndpoint;
import dev.kvstore.event.KeyPutEvent;
import dev.kvstore.event.ReactiveWatches;
import dev.kvstore.event.StoreListener;
import dev.kvstore.integration.StoreLockRegistry;
import dev.kvstore.leader.LeaderElector;
import dev.kvstore.leader.LeaderOnly;
import dev.kvstore.lifecycle.Applications;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockTemplate;
import dev.kvstore.shedlock.StoreLockProvider;
import dev.kvstore.template.StoreTemplate;
import dev.kvstore.template.StoreView;

/**
 * An application that uses every feature with types of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableAsync
public class EveryFeature {

	private final CountDownLatch told = new CountDownLatch(2);

	/**
	 * Starts the application and uses it.
	 * @param properties properties as {@code name=value}
	 * @return the running application
	 * @throws Exception if it went wrong
	 */
	public static ConfigurableApplicationContext start(List<String> properties) throws Exception {
		ConfigurableApplicationContext context = Applications.start(WebApplicationType.NONE, EveryFeature.class,
				properties);
		try {
			use(context);
			return context;
		}
		catch (Exception ex) {
			context.close();
			throw ex;
		}
	}

	private static void use(ConfigurableApplicationContext context) throws Exception {
		StoreTemplate template = context.getBean(StoreTemplate.class);
		Store store = context.getBean(Store.class);
		template.put("listened/a", new Color("red"));
		template.put("published/a", new Color("red"));
		template.update("listened/b", Color.class, (present) -> new Color("blue"));
		require(context.getBean(EveryFeature.class).told.await(60, TimeUnit.SECONDS));
		StoreView<Color> view = template.view("listened", Color.class);
		require(view.awaitSynced(Duration.ofSeconds(60)) && view.get("listened/a").isPresent());
		Watch watch = template.watch("listened", Color.class, (event) -> {
		});
		context.getBean(ReactiveWatches.class).watchTree("listened").subscribe();
		store.put("kept", new byte[0], PutOptions.ttl(Duration.ofSeconds(30)).withKeepAlive());
		LockHandle forgotten = store.newLock("forgotten").lock();
		forgotten.onLost(() -> template.put("lost", new Color("black")));
		useLocks(context);
		LeaderElector elector = context.getBean(LeaderElector.class);
		Applications.await().until(() -> elector.isLeader("web") && elector.isLeader("jobs"));
		context.getBean(Jobs.class).lead();
		askForStatus(context);
		require(watch.isActive());
	}

	private static void useLocks(ConfigurableApplicationContext context) throws Exception {
		require(context.getBean(Jobs.class).run(new Color("red")).name().equals("red"));
		require(context.getBean(Jobs.class).runLater(new Color("blue")).get().name().equals("blue"));
		LockTemplate template = context.getBean(LockTemplate.class);
		template.execute("late", template.options().withHoldAtLeast(Duration.ofDays(1)), (lock) -> new Color("red"));
		context.getBean(StoreLockRegistry.class).executeLocked("registered", () -> {
		});
		context.getBean(StoreLockProvider.class)
			.lock(new LockConfiguration(Instant.now(), "scheduled", Duration.ofSeconds(30), Duration.ZERO))
			.orElseThrow()
			.unlock();
	}

	private static void askForStatus(ConfigurableApplicationContext context) {
		context.getBean("kvstoreHealthContributor", CompositeHealthContributor.class)
			.stream()
			.forEach((entry) -> require(
					Objects.requireNonNull(((HealthIndicator) entry.contributor()).health()).getStatus() != null));
		context.getBean(KvStoreEndpoint.class).store(null);
	}

	private static void require(boolean condition) {
		if (!condition) {
			throw new IllegalStateException("The application does not work");
		}
	}

	@StoreListener("listened/{name}")
	void onChange(Color color, String name) {
		this.told.countDown();
	}

	@EventListener(condition = "#event.key == 'published/a'")
	void onChange(KeyPutEvent event) {
		KeyValue published = event.keyValue();
		require(published.version() > 0);
	}

	@Bean
	Jobs jobs() {
		return new Jobs();
	}

	record Color(String name) {

	}

	static class Jobs {

		@DistributedLock("jobs/#{#color.name}")
		Color run(Color color) {
			return color;
		}

		@Async
		@DistributedLock("jobs/#{#color.name}")
		CompletableFuture<Color> runLater(Color color) {
			return CompletableFuture.completedFuture(color);
		}

		@LeaderOnly("jobs")
		void lead() {
			require(true);
		}

	}

}
