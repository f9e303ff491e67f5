package dev.kvstore.lock;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.PriorityOrdered;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.autoconfigure.KvStoreLockAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link LockedBeansCheck} and what the application says when it fails.
 */
@ExtendWith(OutputCaptureExtension.class)
class LockedBeansCheckTests {

	private final Path directory;

	LockedBeansCheckTests(@TempDir Path directory) {
		this.directory = directory;
	}

	@ParameterizedTest
	@MethodSource("misuses")
	void misuseFailsTheStart(Class<?> type, String reason, String action, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(type).close());
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("@DistributedLock on " + type.getName() + ".run ")
			.contains(reason)
			.contains(action);
	}

	static Stream<Arguments> misuses() {
		return Stream.of(
				Arguments.of(MisusedLocks.BadSyntax.class, "not a valid template: 'orders/#{#id'",
						"Correct the expression"),
				Arguments.of(MisusedLocks.UnknownArgument.class, "uses '#ids', which is no argument",
						"The arguments are: id."),
				Arguments.of(MisusedLocks.ArgumentWithoutHash.class, "uses 'id', which is no property of the root",
						"'#{#id}'"),
				Arguments.of(MisusedLocks.BadDuration.class,
						"'ttl = \"${lock.ttl:soon}\"', which is no usable duration", "Write it as '30s'"),
				Arguments.of(MisusedLocks.NegativeDuration.class, "'waitTime = \"-1s\"'", "must not be negative"),
				Arguments.of(MisusedLocks.ZeroTtl.class, "'ttl = \"0s\"'", "nor 'ttl' zero"),
				Arguments.of(MisusedLocks.UnresolvedPlaceholder.class, "a key '${lock.key}' that cannot be resolved",
						"Set the property"),
				Arguments.of(MisusedLocks.SkippedPrimitive.class, "'onBusy = SKIP' and returns int", "Return void"),
				Arguments.of(MisusedLocks.UnwrappableFuture.class, "returns a java.util.concurrent.FutureTask",
						"Declare Future"),
				Arguments.of(MisusedLocks.PrivateMethod.class, "is private", "Make it public"),
				Arguments.of(MisusedLocks.StaticMethod.class, "is static", "Make it a method of the bean"),
				Arguments.of(MisusedLocks.FinalMethod.class, "is final", "Make the method non-final"),
				Arguments.of(MisusedLocks.FinalClass.class, "is in a final class", "Make the class non-final"));
	}

	@Test
	void methodOnNoInterfaceFailsTheStartWithProxiesOfInterfaces(CapturedOutput output) {
		Class<?> type = MisusedLocks.NotOnItsInterface.class;
		assertThatException().isThrownBy(() -> start(type, "spring.aop.proxy-target-class=false").close());
		assertThat(output).contains("@DistributedLock on " + type.getName() + ".run is on no interface")
			.contains("Declare the method on an interface");
		start(type).close();
	}

	@Test
	void lazyBeansAreCheckedToo(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start((context) -> context
			.registerBean(MisusedLocks.UnknownArgument.class, (definition) -> definition.setLazyInit(true))).close());
		assertThat(output).contains("uses '#ids'");
	}

	@Test
	void beanThatWasMadeTooEarlyFailsTheStart(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start((context) -> {
			context.registerBean(SelfCalls.class);
			context.registerBean(EarlyPostProcessor.class,
					() -> new EarlyPostProcessor(context.getBean(SelfCalls.class)));
		}).close());
		assertThat(output).contains("which has no proxy with the lock: it was made too early")
			.contains("inject it there as an ObjectProvider");
	}

	@Test
	void callsOnThisAreWarnedAboutOnce(CapturedOutput output) {
		start(SelfCalls.class).close();
		for (String caller : new String[] { "direct", "inALambda", "asAReference", "withABranch" }) {
			assertThat(output).containsOnlyOnce(SelfCalls.class.getName() + "." + caller + " calls run of its own");
		}
		assertThat(output).doesNotContain(".throughTheBean calls").doesNotContain(".onAnother calls");
	}

	private GenericApplicationContext start(Class<?> type, String... properties) {
		return start((context) -> context.registerBean(type), properties);
	}

	private GenericApplicationContext start(Registration beans, String... properties) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setDefaultProperties(Map.of("kvstore.mapdb.path", this.directory.resolve("store.db").toString()));
		application.addInitializers((context) -> beans.register((GenericApplicationContext) context));
		return (GenericApplicationContext) application
			.run(Stream.of(properties).map((property) -> "--" + property).toArray(String[]::new));
	}

	@FunctionalInterface
	private interface Registration {

		void register(GenericApplicationContext context);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ AopAutoConfiguration.class, PropertyPlaceholderAutoConfiguration.class,
			KvStoreAutoConfiguration.class, KvStoreLockAutoConfiguration.class })
	static class Application {

	}

	static class EarlyPostProcessor implements BeanPostProcessor, PriorityOrdered {

		EarlyPostProcessor(SelfCalls calls) {
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

	static class SelfCalls {

		@DistributedLock
		void run(String first, long second) {
		}

		void direct() {
			run("a", 1L);
		}

		Runnable inALambda() {
			return () -> run("a", System.nanoTime());
		}

		BiTask asAReference() {
			return this::run;
		}

		void withABranch(boolean condition) {
			run(condition ? "a" : "b", condition ? 1L : 2L);
		}

		void throughTheBean(Supplier<SelfCalls> bean) {
			bean.get().run("a", 1L);
		}

		void onAnother(SelfCalls other, boolean condition) {
			other.run(condition ? "a" : toString(), 1L);
		}

	}

	@FunctionalInterface
	interface BiTask {

		void run(String first, long second);

	}

}
