package dev.kvstore.server;

import java.util.List;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;

/**
 * A server, or a cluster of them, in processes of its own that a test may hurt. Starts
 * and ends with the test class whose static field it is; otherwise by {@link #start()}
 * and {@link #close()}.
 */
public interface TestServer extends BeforeAllCallback, AfterAllCallback, AutoCloseable {

	/**
	 * Returns where clients connect, the same for as long as this object lives.
	 * @return {@code host:port} of each node
	 */
	List<String> endpoints();

	/**
	 * Starts what does not run, on the same ports and data as before, and waits until it
	 * serves.
	 */
	void start();

	/**
	 * Ends the processes in good order (SIGTERM) and waits for their end.
	 */
	void stop();

	/**
	 * Ends the processes at once (SIGKILL) and waits for their end.
	 */
	void kill();

	/**
	 * Makes the processes stand still (SIGSTOP): connections stay, nothing answers.
	 */
	void pause();

	/**
	 * Lets paused processes go on (SIGCONT).
	 */
	void resume();

	/**
	 * Stops and starts again on the same ports and data.
	 */
	default void restart() {
		stop();
		start();
	}

	/**
	 * Kills the processes and deletes their data.
	 */
	@Override
	void close();

}
