package dev.kvstore.server;

/**
 * Holds those who pass it while it is shut.
 */
final class Valve {

	private boolean shut;

	synchronized void shut() {
		this.shut = true;
	}

	synchronized void open() {
		this.shut = false;
		notifyAll();
	}

	synchronized void pass() {
		try {
			while (this.shut) {
				wait();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
