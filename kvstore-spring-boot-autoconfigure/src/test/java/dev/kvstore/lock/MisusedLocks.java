package dev.kvstore.lock;

import java.util.concurrent.FutureTask;

/**
 * Classes with annotations that do not do what was meant.
 */
final class MisusedLocks {

	private MisusedLocks() {
	}

	static class BadSyntax {

		@DistributedLock("orders/#{#id")
		void run(long id) {
		}

	}

	static class UnknownArgument {

		@DistributedLock("orders/#{#ids}")
		void run(long id) {
		}

	}

	static class ArgumentWithoutHash {

		@DistributedLock("orders/#{id}")
		void run(long id) {
		}

	}

	static class BadDuration {

		@DistributedLock(ttl = "${lock.ttl:soon}")
		void run() {
		}

	}

	static class NegativeDuration {

		@DistributedLock(waitTime = "-1s")
		void run() {
		}

	}

	static class ZeroTtl {

		@DistributedLock(ttl = "0s")
		void run() {
		}

	}

	static class UnresolvedPlaceholder {

		@DistributedLock("${lock.key}")
		void run() {
		}

	}

	static class SkippedPrimitive {

		@DistributedLock(onBusy = OnBusy.SKIP)
		int run() {
			return 1;
		}

	}

	static class UnwrappableFuture {

		@DistributedLock
		FutureTask<String> run() {
			return new FutureTask<>(() -> "result");
		}

	}

	static class PrivateMethod {

		void callThrough() {
			run();
		}

		@DistributedLock
		private void run() {
		}

	}

	static class StaticMethod {

		@DistributedLock
		static void run() {
		}

	}

	static class FinalMethod {

		@DistributedLock
		final void run() {
		}

	}

	static final class FinalClass {

		@DistributedLock
		void run() {
		}

	}

	interface Contract {

		void other();

	}

	static class NotOnItsInterface implements Contract {

		@Override
		public void other() {
		}

		@DistributedLock
		void run() {
		}

	}

}
