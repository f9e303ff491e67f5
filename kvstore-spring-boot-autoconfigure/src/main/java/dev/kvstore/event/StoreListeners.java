package dev.kvstore.event;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

import dev.kvstore.api.Store;
import dev.kvstore.api.ValueConverter;
import dev.kvstore.api.WatchEvent;

/**
 * Calls methods with {@link StoreListener} from the start of the application to its stop.
 * Methods with the same directory share one watch of the store. Each method has what
 * waits for it to itself, at most one change a key, and threads of its own while it runs.
 *
 * <p>
 * As a bean it begins after the web server and leader election, and ends before them,
 * within 5 s: calls that still run after 2 s are interrupted.
 */
public final class StoreListeners implements SmartInitializingSingleton, SmartLifecycle {

	/**
	 * The phase of the lifecycle.
	 */
	public static final int PHASE = RunningWatches.PHASE;

	private static final Log logger = LogFactory.getLog(StoreListeners.class);

	private final Store store;

	private final StoreListenerMethods finder;

	private final ObjectProvider<StoreListenerErrorHandler> errors;

	private List<ListenerMethod> methods = List.of();

	private @Nullable Run run;

	/**
	 * Creates listeners that are not looked for yet.
	 * @param beanFactory has the beans
	 * @param placeholders resolves placeholders in patterns
	 * @param store the store to watch
	 * @param converter reads values for methods that take none of the store's own types
	 * @param errors handle failures, if there are any; else they are logged
	 */
	public StoreListeners(ConfigurableListableBeanFactory beanFactory, UnaryOperator<String> placeholders, Store store,
			ObjectProvider<ValueConverter> converter, ObjectProvider<StoreListenerErrorHandler> errors) {
		this.store = store;
		this.finder = new StoreListenerMethods(beanFactory, placeholders, store, converter::getIfAvailable);
		this.errors = errors;
	}

	/**
	 * Finds the methods of all beans, also of those that are not made yet.
	 * @throws InvalidStoreListenerException if a method could not be called
	 */
	@Override
	public synchronized void afterSingletonsInstantiated() {
		this.methods = this.finder.find();
	}

	/**
	 * Begins to watch. Each start has a first state of its own.
	 */
	@Override
	public synchronized void start() {
		if (this.run == null) {
			Run started = Run.of(this.store, this.methods, this.errors.getIfAvailable(() -> StoreListeners::log));
			this.run = started;
			started.start();
		}
	}

	private static void log(Method method, String key, WatchEvent change, Throwable failure) {
		logger.warn("The @StoreListener method " + method.getDeclaringClass().getName() + "." + method.getName()
				+ " failed for '" + key + "'", failure);
	}

	@Override
	public void stop() {
		Run ending;
		synchronized (this) {
			ending = this.run;
			this.run = null;
		}
		if (ending != null) {
			ending.close();
		}
	}

	/**
	 * Does what {@link #stop()} does without making the caller wait.
	 * @param callback called when it is done
	 */
	@Override
	public void stop(Runnable callback) {
		if (isCalledByListener()) {
			// which cannot end before the application that it closes
			stop();
			callback.run();
			return;
		}
		RunningWatches.stop(this::stop, callback);
	}

	private synchronized boolean isCalledByListener() {
		return this.run != null && this.run.threads().isOwn(Thread.currentThread());
	}

	@Override
	public synchronized boolean isRunning() {
		return this.run != null;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Returns how many changes wait for methods that are busy.
	 * @return at most one for each key and method
	 */
	synchronized int pending() {
		return (this.run != null) ? this.run.pending() : 0;
	}

	/**
	 * What there is from a start to a stop.
	 *
	 * @param watches the watches
	 * @param deliveries calls the methods
	 * @param threads the threads that they run on
	 */
	private record Run(RunningWatches watches, Map<WatchedPath, List<MethodDelivery>> deliveries,
			ListenerThreads threads) implements AutoCloseable {

		static Run of(Store store, List<ListenerMethod> methods, StoreListenerErrorHandler errors) {
			ListenerThreads threads = new ListenerThreads();
			return new Run(new RunningWatches(store),
					methods.stream()
						.map((method) -> new MethodDelivery(method, threads, errors))
						.collect(Collectors.groupingBy((delivery) -> delivery.method().pattern().watched(),
								LinkedHashMap::new, Collectors.toList())),
					threads);
		}

		void start() {
			this.deliveries.forEach((path, methods) -> this.watches.open(path, new ListenedPath(methods)));
		}

		int pending() {
			return this.deliveries.values().stream().flatMap(List::stream).mapToInt(MethodDelivery::pending).sum();
		}

		@Override
		public void close() {
			this.deliveries.values().forEach((methods) -> methods.forEach(MethodDelivery::close));
			this.watches.close();
			this.threads.close();
		}

	}

}
