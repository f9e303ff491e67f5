package dev.kvstore.autoconfigure;

import java.net.URLClassLoader;
import java.util.List;
import java.util.function.Supplier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.util.ClassUtils;

import dev.kvstore.ReducedClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for ahead-of-time processing of all auto-configurations where a client is
 * excluded.
 */
class AheadOfTimeProcessingTests {

	@ParameterizedTest
	@CsvSource({ "io.etcd, io.etcd.jetcd.api.KVGrpc, org.mapdb.DBMaker",
			"com.ecwid, com.ecwid.consul.v1.ConsulRawClient, io.etcd.jetcd.api.KVGrpc",
			"org.apache.zookeeper, org.apache.zookeeper.ZooKeeper, com.ecwid.consul.v1.ConsulRawClient",
			"org.mapdb, org.mapdb.DBMaker, org.apache.zookeeper.ZooKeeper" })
	void hasHintsForTheOtherClientsOnly(String missing, String client, String other) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.withTestsAndWithout(missing)) {
			assertThat(process(loader)).doesNotContain(client).contains(other);
		}
	}

	@SuppressWarnings("unchecked")
	private static List<String> process(ClassLoader loader) throws Exception {
		return ((Supplier<List<String>>) loader.loadClass(Processing.class.getName())
			.getDeclaredConstructor()
			.newInstance()).get();
	}

	/**
	 * Processes a context of the class loader that it is loaded by.
	 */
	public static final class Processing implements Supplier<List<String>> {

		@Override
		public List<String> get() {
			ClassLoader loader = Processing.class.getClassLoader();
			TestGenerationContext generation = new TestGenerationContext();
			try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
				context.setClassLoader(loader);
				ImportCandidates.load(AutoConfiguration.class, loader)
					.getCandidates()
					.stream()
					.filter((name) -> name.startsWith("dev.kvstore."))
					.map((name) -> ClassUtils.resolveClassName(name, loader))
					.forEach(context::register);
				new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			}
			return generation.getRuntimeHints()
				.reflection()
				.typeHints()
				.map((hint) -> hint.getType().getName())
				.toList();
		}

	}

}
