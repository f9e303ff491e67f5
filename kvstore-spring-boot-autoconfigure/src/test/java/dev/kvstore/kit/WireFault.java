package dev.kvstore.kit;

import java.time.Duration;

import dev.kvstore.server.TcpProxy;

/**
 * Something that happens to the wire between a store and its server.
 */
enum WireFault {

	CUT(true, Duration.ofMillis(1500)) {

		@Override
		void begin(TcpProxy proxy) {
			proxy.cut();
		}

		@Override
		void end(TcpProxy proxy) {
			proxy.restore();
		}

	},

	DROP(true, Duration.ZERO) {

		@Override
		void begin(TcpProxy proxy) {
			proxy.stall();
		}

		@Override
		void end(TcpProxy proxy) {
			proxy.drop();
			proxy.resume();
		}

	},

	HALF_CLOSE(true, Duration.ZERO) {

		@Override
		void begin(TcpProxy proxy) {
			proxy.stall();
		}

		@Override
		void end(TcpProxy proxy) {
			proxy.halfClose();
			proxy.resume();
		}

	},

	LONG_STALL_AND_DROP(true, Duration.ofSeconds(8)) {

		@Override
		void begin(TcpProxy proxy) {
			proxy.stall();
		}

		@Override
		void end(TcpProxy proxy) {
			proxy.drop();
			proxy.resume();
		}

	},

	LONG_STALL(false, Duration.ofSeconds(8)) {

		@Override
		void begin(TcpProxy proxy) {
			proxy.stall();
		}

		@Override
		void end(TcpProxy proxy) {
			proxy.resume();
		}

	};

	private final boolean interrupting;

	private final Duration duration;

	WireFault(boolean interrupting, Duration duration) {
		this.interrupting = interrupting;
		this.duration = duration;
	}

	abstract void begin(TcpProxy proxy);

	abstract void end(TcpProxy proxy);

	/**
	 * Tells whether the connection is lost for certain.
	 */
	boolean interrupts() {
		return this.interrupting;
	}

	Duration duration() {
		return this.duration;
	}

}
