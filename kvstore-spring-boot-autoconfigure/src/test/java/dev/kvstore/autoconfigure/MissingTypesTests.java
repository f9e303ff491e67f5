package dev.kvstore.autoconfigure;

import java.net.URLClassLoader;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.web.util.pattern.PathPattern;

import dev.kvstore.ReducedClassPath;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests with beans that nobody needs and whose methods have a type that is missing.
 */
class MissingTypesTests {

	private final Path file;

	MissingTypesTests(@TempDir Path directory) {
		this.file = directory.resolve("test.db");
	}

	@ParameterizedTest
	@ValueSource(classes = { KvStoreEventAutoConfiguration.class, KvStoreLeaderAutoConfiguration.class,
			KvStoreLockAutoConfiguration.class })
	void applicationStarts(Class<?> feature) throws Exception {
		try (URLClassLoader loader = ReducedClassPath.withTestsAndWithout("org.springframework.web")) {
			SpringApplication application = new SpringApplication(new DefaultResourceLoader(loader),
					loader.loadClass(LazyApplication.class.getName()), loader.loadClass(feature.getName()));
			application.setWebApplicationType(WebApplicationType.NONE);
			try (var context = application.run("--kvstore.mapdb.path=" + this.file)) {
				assertThat(context.isRunning()).isTrue();
			}
		}
	}

	@Configuration(proxyBeanMethods = false)
	@Import(KvStoreAutoConfiguration.class)
	static class LazyApplication {

		@Bean
		@Lazy
		Unresolvable unresolvable() {
			return new Unresolvable();
		}

	}

	static class Unresolvable {

		@SuppressWarnings("UnusedMethod")
		void match(PathPattern pattern) {
		}

	}

}
