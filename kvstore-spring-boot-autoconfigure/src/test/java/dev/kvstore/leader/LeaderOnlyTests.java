package dev.kvstore.leader;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AliasFor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLeaderAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderOnly}.
 */
class LeaderOnlyTests {

	private final ApplicationContextRunner runner;

	LeaderOnlyTests(@TempDir Path directory) {
		this.runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(KvStoreAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class))
			.withPropertyValues("kvstore.mapdb.path=" + directory.resolve("test.db"), "reports.role=reports");
	}

	@Test
	void annotatedMethodsAreFoundInNativeImages() {
		RuntimeHints hints = new RuntimeHints();
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Scheduling.class);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Scheduling.class, "report")).accepts(hints);
	}

	@Test
	void methodsRunOnTheLeaderOnly() {
		withTwo(Reports.class, (leader, follower) -> {
			Reports onLeader = leader.getBean(Reports.class);
			Reports elsewhere = follower.getBean(Reports.class);
			assertThat(onLeader.text()).isEqualTo("ran");
			assertThat(elsewhere.text()).isNull();
			assertThat(onLeader.optional()).contains("ran");
			assertThat(elsewhere.optional()).isEmpty();
			assertThat(onLeader.stage().toCompletableFuture()).isCompletedWithValue("ran");
			assertThat(elsewhere.stage().toCompletableFuture()).isCompletedWithValue(null);
			assertThat(elsewhere.future()).isCompletedWithValue(null);
			assertThat(onLeader.mono().block()).isEqualTo("ran");
			assertThat(elsewhere.mono().blockOptional()).isEmpty();
			assertThat(elsewhere.flux().collectList().block()).isEmpty();
			assertThat(onLeader.meta()).isEqualTo("ran");
			assertThat(elsewhere.meta()).isNull();
			assertThat(elsewhere.calls()).hasValue(0);
			assertThat(onLeader.everywhere()).isEqualTo(elsewhere.everywhere()).isEqualTo("ran");
		});
	}

	@Test
	void annotationOfAnInterfaceCounts() {
		withTwo(OfAnInterface.class, (leader, follower) -> {
			assertThat(leader.getBean(Reporting.class).report()).isEqualTo("ran");
			assertThat(follower.getBean(Reporting.class).report()).isNull();
		});
	}

	@Test
	void scheduledMethodRunsOnTheLeaderOnly() {
		withTwo(Scheduling.class, (leader, follower) -> {
			AtomicInteger runs = leader.getBean(Scheduling.class).calls();
			LeaderElectionContract.await().until(() -> runs.get() > 5);
			assertThat(follower.getBean(Scheduling.class).calls()).hasValue(0);
			leader.getBean(LeaderElector.class).yield("reports");
			LeaderElectionContract.await().until(() -> follower.getBean(Scheduling.class).calls().get() > 5);
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { MisusedLeaders.Primitive.class, MisusedLeaders.FutureOfItsOwn.class,
			MisusedLeaders.PrivateMethod.class, MisusedLeaders.StaticMethod.class, MisusedLeaders.FinalMethod.class,
			MisusedLeaders.UnknownPlaceholder.class, MisusedLeaders.BadRole.class,
			MisusedLeaders.NotOnTheInterface.class })
	void methodThatCannotWorkFailsTheStart(Class<?> type) {
		this.runner.withBean("bean", type)
			.run((context) -> assertThat(context).getFailure()
				.isInstanceOfSatisfying(LeaderOnlyMethodException.class,
						(failure) -> assertThat(failure.method().getDeclaringClass()).isEqualTo(type))
				.hasMessageContaining(type.getName() + ".report"));
	}

	@Test
	void lazyBeanIsNotMadeForTheCheck() {
		this.runner.withBean("lazy", Unmakeable.class, Unmakeable::new, (definition) -> definition.setLazyInit(true))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBean(LeaderElector.class).roles()).containsExactly("lazy");
			});
	}

	private <T> void withTwo(Class<T> type, Pair pair) {
		ApplicationContextRunner with = this.runner.withBean("bean", type);
		with.run((leader) -> {
			LeaderElectionContract.await().until(() -> leader.getBean(LeaderElector.class).isLeader("reports"));
			with.run((follower) -> pair.accept(leader, follower));
		});
	}

	@FunctionalInterface
	private interface Pair {

		void accept(AssertableApplicationContext leader, AssertableApplicationContext follower);

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly("")
	@interface ReportsLeader {

		@AliasFor(annotation = LeaderOnly.class, attribute = "value")
		String role() default "reports";

	}

	static class Reports {

		private final AtomicInteger runs = new AtomicInteger();

		AtomicInteger calls() {
			return this.runs;
		}

		@LeaderOnly("${reports.role}")
		@Nullable String text() {
			return ran();
		}

		@LeaderOnly("reports")
		Optional<String> optional() {
			return Optional.of(ran());
		}

		@LeaderOnly("reports")
		CompletionStage<String> stage() {
			return CompletableFuture.completedStage(ran());
		}

		@LeaderOnly("reports")
		CompletableFuture<String> future() {
			return CompletableFuture.completedFuture(ran());
		}

		@LeaderOnly("reports")
		Mono<String> mono() {
			return Mono.just(ran());
		}

		@LeaderOnly("reports")
		Flux<String> flux() {
			return Flux.just(ran());
		}

		@ReportsLeader
		@Nullable String meta() {
			return ran();
		}

		String everywhere() {
			return "ran";
		}

		private String ran() {
			this.runs.incrementAndGet();
			return "ran";
		}

	}

	interface Reporting {

		@LeaderOnly("reports")
		@Nullable String report();

	}

	static class OfAnInterface implements Reporting {

		@Override
		public @Nullable String report() {
			return "ran";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class Scheduling {

		private final AtomicInteger runs = new AtomicInteger();

		AtomicInteger calls() {
			return this.runs;
		}

		@Scheduled(fixedDelay = 5)
		@LeaderOnly("reports")
		void report() {
			this.runs.incrementAndGet();
		}

	}

	static class Unmakeable {

		Unmakeable() {
			throw new IllegalStateException("made by a test");
		}

		@LeaderOnly("lazy")
		void report() {
		}

	}

}
