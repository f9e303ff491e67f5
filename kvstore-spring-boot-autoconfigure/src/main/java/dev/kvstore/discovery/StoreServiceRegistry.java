package dev.kvstore.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.util.Assert;

import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;

/**
 * Registers instances in a store, each as JSON in the key {@code directory/service/id}
 * with a TTL that is renewed while the store is open.
 *
 * <p>
 * <b>A registration is kept</b> until it is taken back: if its key is lost, by expiry
 * while the store could not be reached or by anybody's hand, it is written again within a
 * second; if it cannot be written, that is tried again, at first after half a second and
 * at least every 15 s. What another process has registered under the same id is left
 * alone, with a warning, and this one's registration comes back when that is gone.
 *
 * <p>
 * One thread, a daemon, does all of that; it ends when there is nothing to do. Safe for
 * use by any thread.
 */
public final class StoreServiceRegistry implements ServiceRegistry<StoreRegistration>, AutoCloseable {

	private static final Log logger = LogFactory.getLog(StoreServiceRegistry.class);

	private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

	private static final Duration IDLE = Duration.ofSeconds(5);

	private final Store store;

	private final String directory;

	private final PutOptions options;

	private final String process = UUID.randomUUID().toString();

	private final Map<InstanceKey, KeptRegistration> registrations = new HashMap<>();

	private @Nullable ScheduledThreadPoolExecutor thread;

	/**
	 * Creates a registry.
	 * @param store the store to register in
	 * @param directory the directory of all services
	 * @param ttl the time that a registration outlives this process
	 * @throws IllegalArgumentException if the directory or the TTL is of no use
	 */
	public StoreServiceRegistry(Store store, String directory, Duration ttl) {
		Assert.notNull(store, "'store' must not be null");
		Assert.notNull(directory, "'directory' must not be null");
		this.store = store;
		this.directory = InstanceKey.directory(store, directory);
		this.options = PutOptions.ttl(ttl).withKeepAlive();
	}

	/**
	 * Registers an instance and waits for the first attempt, 5 s at most. If that fails
	 * it is logged and tried again in the background.
	 */
	@Override
	public void register(@Nullable StoreRegistration registration) {
		if (registration == null) {
			throw new IllegalArgumentException("'registration' must not be null");
		}
		Future<?> attempt;
		synchronized (this) {
			ScheduledThreadPoolExecutor running = thread();
			KeptRegistration kept = this.registrations.computeIfAbsent(registration.key(),
					(key) -> new KeptRegistration(this.store, key.in(this.directory), this.options, this.process,
							running));
			attempt = running.submit(() -> kept.write(registration));
		}
		if (!await(attempt, LONGEST_WAIT)) {
			logger.debug("The registration of " + registration + " is not done yet");
		}
	}

	/**
	 * Takes a registration back and waits for it, 5 s at most. If it takes longer it is
	 * tried again until the registry is closed; at the latest the TTL ends it. What
	 * another process has registered under the same id stays.
	 */
	@Override
	public void deregister(@Nullable StoreRegistration registration) {
		if (registration == null) {
			throw new IllegalArgumentException("'registration' must not be null");
		}
		Future<?> attempt;
		synchronized (this) {
			KeptRegistration kept = this.registrations.remove(registration.key());
			if (kept == null) {
				return;
			}
			attempt = thread().submit(kept::withdraw);
		}
		if (!await(attempt, LONGEST_WAIT)) {
			logger.warn("The deregistration of " + registration + " is not done; it ends with the TTL of "
					+ this.options.ttl() + " at the latest");
		}
	}

	/**
	 * Sets whether others find an instance. What is set also counts for later
	 * registrations of the same object.
	 * @param registration the registration
	 * @param status {@code UP}, or {@code OUT_OF_SERVICE} to be found by nobody
	 * @throws IllegalArgumentException if it is another status
	 * @throws IllegalStateException if it could not be written within 5 s, which is tried
	 * again
	 */
	@Override
	public void setStatus(StoreRegistration registration, String status) {
		registration.status(InstanceStatus.of(status));
		Future<?> attempt;
		synchronized (this) {
			KeptRegistration kept = this.registrations.get(registration.key());
			if (kept == null) {
				return;
			}
			attempt = thread().submit(() -> kept.write(registration));
		}
		if (!await(attempt, LONGEST_WAIT)) {
			throw new IllegalStateException(
					"The status of " + registration + " could not be written, which is tried again");
		}
	}

	/**
	 * Returns the status that an instance has or is to have.
	 * @return {@code UP} or {@code OUT_OF_SERVICE}
	 */
	@Override
	@SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
	public <T> T getStatus(StoreRegistration registration) {
		return (T) registration.status().name();
	}

	/**
	 * Takes all registrations back, within 5 s, and ends the thread. Instances can be
	 * registered again afterwards.
	 */
	@Override
	public void close() {
		ScheduledThreadPoolExecutor ending;
		List<Future<?>> attempts = new ArrayList<>();
		synchronized (this) {
			ending = this.thread;
			this.thread = null;
			if (ending != null) {
				this.registrations.values().forEach((kept) -> attempts.add(ending.submit(kept::withdraw)));
			}
			this.registrations.clear();
		}
		if (ending != null) {
			long end = System.nanoTime() + LONGEST_WAIT.toNanos();
			attempts.forEach((attempt) -> await(attempt, Duration.ofNanos(end - System.nanoTime())));
			ending.shutdownNow();
		}
	}

	private ScheduledThreadPoolExecutor thread() {
		ScheduledThreadPoolExecutor present = this.thread;
		if (present == null) {
			present = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread started = new Thread(task, "kvstore-registration");
				started.setDaemon(true);
				return started;
			}, new ThreadPoolExecutor.DiscardPolicy());
			present.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
			present.allowCoreThreadTimeOut(true);
			present.setRemoveOnCancelPolicy(true);
			this.thread = present;
		}
		return present;
	}

	private static boolean await(Future<?> attempt, Duration longest) {
		try {
			attempt.get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
