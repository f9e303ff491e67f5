package dev.kvstore.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

import dev.kvstore.api.Store;
import dev.kvstore.api.Watch;

/**
 * Elects one leader for each role among the instances that stand for it. The leader is
 * who holds the lock of the key {@code leaders/<role>}; its epoch is the fencing token.
 *
 * <p>
 * <b>Leadership</b> lasts until it is given up or the lock is lost; {@link #isLeader} is
 * {@code false} no later than the lease's end, even if nobody has noticed yet. Whatever
 * ends a leadership, this instance stands again by itself: at once after a
 * {@link #yield}, otherwise after a pause of at most about 2 s. An instance that was
 * paused can believe in a leadership that has passed to another until it asks again: let
 * what it writes to refuse smaller epochs.
 *
 * <p>
 * <b>Events</b> ({@link LeadershipGrantedEvent}, {@link LeadershipRevokedEvent}) of a
 * role are published in order on a thread of their own, each revocation after its grant
 * and before the next grant. A leadership that is given up waits for the listeners of its
 * revocation, 5 s at most, before the next candidate has its turn. A leadership that was
 * lost does not wait, nor does standing again.
 *
 * <p>
 * <b>The announcement</b>, the key {@code leaders/<role>} with the epoch, a space and the
 * id as its value, is for who watches. It follows the lock and may be late.
 *
 * <p>
 * As a bean it begins after the web server and gives its leaderships up before the web
 * server drains its requests and before schedulers wait for tasks that run. Safe for use
 * by any thread.
 */
public final class LeaderElector implements SmartLifecycle, AutoCloseable {

	/**
	 * The phase of the lifecycle: later than web servers and schedulers at the start, and
	 * before them at the stop.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 512;

	private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

	private final Store store;

	private final LeaderOptions options;

	private final ApplicationEventPublisher publisher;

	private final Set<String> roles = new LinkedHashSet<>();

	private final Map<String, Candidacy> candidacies = new ConcurrentHashMap<>();

	private final Map<String, LeadershipEvents> events = new ConcurrentHashMap<>();

	private final List<Consumer<String>> joined = new ArrayList<>();

	private final List<Candidacy> leaving = new ArrayList<>();

	private boolean running;

	/**
	 * Creates an elector that stands for nothing yet.
	 * @param store the store that the instances share
	 * @param options how to stand
	 * @param publisher gets the events
	 */
	public LeaderElector(Store store, LeaderOptions options, ApplicationEventPublisher publisher) {
		if (store == null || options == null || publisher == null) {
			throw new IllegalArgumentException("'store', 'options' and 'publisher' must not be null");
		}
		this.store = store;
		this.options = options;
		this.publisher = publisher;
	}

	/**
	 * Returns the id of this instance.
	 * @return the id by which others know it
	 */
	public String id() {
		return this.options.id();
	}

	/**
	 * Returns the roles that this instance stands for.
	 * @return a copy, in the order of joining
	 */
	public synchronized Set<String> roles() {
		return new LinkedHashSet<>(this.roles);
	}

	/**
	 * Stands for a role from now on, or from {@link #start()} on if that is later. Does
	 * nothing if this instance stands for it already.
	 * @param role the role, a name without {@code /}
	 * @throws IllegalArgumentException if it is no valid name
	 */
	public synchronized void join(String role) {
		this.store.newLock(RoleKey.of(role));
		if (this.roles.add(role)) {
			this.joined.forEach((listener) -> listener.accept(role));
			if (this.running) {
				stand(role);
			}
		}
	}

	synchronized void onJoin(Consumer<String> listener) {
		this.joined.add(listener);
		this.roles.forEach(listener);
	}

	/**
	 * Stands for a role no more and gives its leadership up; does not wait for the
	 * latter.
	 * @param role the role
	 */
	public synchronized void leave(String role) {
		this.roles.remove(role);
		Candidacy candidacy = this.candidacies.remove(role);
		if (candidacy != null) {
			candidacy.end();
			this.leaving.removeIf(Candidacy::hasEnded);
			this.leaving.add(candidacy);
		}
	}

	/**
	 * Gives the leadership of a role up and stands again behind those who wait. Who is
	 * alone is elected again, with a greater epoch. Does not wait for either.
	 * @param role the role
	 * @return {@code false} if this instance does not lead the role
	 */
	@SuppressWarnings("NamedLikeContextualKeyword")
	public boolean yield(String role) {
		Candidacy candidacy = this.candidacies.get(role);
		return candidacy != null && candidacy.giveUp();
	}

	/**
	 * Tells whether this instance leads a role, by its own clocks, without asking the
	 * backend.
	 * @param role the role
	 * @return {@code false} also if it does not stand for the role
	 */
	public boolean isLeader(String role) {
		return epoch(role).isPresent();
	}

	/**
	 * Returns the epoch of this instance's leadership of a role, the fencing token for
	 * what it writes as the leader.
	 * @param role the role
	 * @return the epoch, or empty if it does not lead the role
	 */
	public OptionalLong epoch(String role) {
		Candidacy candidacy = this.candidacies.get(role);
		return (candidacy != null) ? candidacy.epoch() : OptionalLong.empty();
	}

	/**
	 * Asks the backend, in one round trip, who leads a role.
	 * @param role the role, for which this instance need not stand
	 * @return the leader, or empty if there is none
	 */
	public Optional<Leader> leader(String role) {
		return this.store.newLock(RoleKey.of(role))
			.holder()
			.map((holder) -> new Leader(holder.value(), holder.fencingToken()));
	}

	/**
	 * Follows who leads a role: first the present leader or that there is none, then each
	 * change. Changes may be merged, the last one always arrives and epochs only grow.
	 * This is what leaders announce, which may be late: for a decision ask
	 * {@link #leader} or {@link #isLeader}.
	 * @param role the role, for which this instance need not stand
	 * @param listener called on a thread made for listeners
	 * @return the running watch, which ends with {@link Watch#close()}
	 */
	public Watch watch(String role, LeaderListener listener) {
		if (listener == null) {
			throw new IllegalArgumentException("'listener' must not be null");
		}
		return this.store.watch(RoleKey.of(role), new LeaderView(listener));
	}

	@Override
	public synchronized void start() {
		if (!this.running) {
			this.running = true;
			this.roles.forEach(this::stand);
		}
	}

	private void stand(String role) {
		LeadershipEvents told = this.events.computeIfAbsent(role, (name) -> new LeadershipEvents(this.publisher, name));
		Candidacy candidacy = new Candidacy(this.store, role, this.options, told);
		this.candidacies.put(role, candidacy);
		candidacy.start();
	}

	/**
	 * Gives every leadership up and waits for it, 20 s at most. The next candidates have
	 * their turn at once. {@link #start()} stands for the same roles again.
	 */
	@Override
	public void stop() {
		Collection<Candidacy> ending;
		Collection<LeadershipEvents> telling;
		synchronized (this) {
			this.running = false;
			ending = new ArrayList<>(this.candidacies.values());
			ending.addAll(this.leaving);
			telling = List.copyOf(this.events.values());
			this.candidacies.clear();
			this.events.clear();
			this.leaving.clear();
		}
		ending.forEach(Candidacy::end);
		Candidacy.awaitEnd(ending, LONGEST_STOP);
		telling.forEach(LeadershipEvents::close);
	}

	/**
	 * Does what {@link #stop()} does without making the caller wait.
	 * @param callback called when it is done
	 */
	@Override
	public void stop(Runnable callback) {
		Runnable stop = () -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		};
		if (this.events.values().stream().anyMatch(LeadershipEvents::isPublishingHere)) {
			// a listener cannot end before the application that it closes
			stop.run();
			return;
		}
		Thread thread = new Thread(stop, "kvstore-leader-stop");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Does what {@link #stop()} does.
	 */
	@Override
	public void close() {
		stop();
	}

}
