package dev.kvstore.leader;

import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Methods that cannot run on the leader only.
 */
final class MisusedLeaders {

	private MisusedLeaders() {
	}

	static class Primitive {

		@LeaderOnly("reports")
		int report() {
			return 1;
		}

	}

	static class FutureOfItsOwn {

		@LeaderOnly("reports")
		FutureTask<String> report() {
			return new FutureTask<>(() -> "ran");
		}

	}

	static class PrivateMethod {

		@LeaderOnly("reports")
		@SuppressWarnings("UnusedMethod")
		private void report() {
		}

	}

	static class StaticMethod {

		@LeaderOnly("reports")
		static void report() {
		}

	}

	static class FinalMethod {

		@LeaderOnly("reports")
		final void report() {
		}

	}

	static class UnknownPlaceholder {

		@LeaderOnly("${unknown.role}")
		void report() {
		}

	}

	static class BadRole {

		@LeaderOnly("a/b")
		void report() {
		}

	}

	static class NotOnTheInterface implements Consumer<String> {

		@Override
		public void accept(String text) {
		}

		@LeaderOnly("reports")
		void report() {
		}

	}

}
