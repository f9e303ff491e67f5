package dev.kvstore.lifecycle;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

import dev.kvstore.api.Store;
import dev.kvstore.lock.DistributedLock;
import dev.kvstore.lock.LockContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for beans that need the store while they are destroyed and got it late.
 */
class BeanDestructionTests {

	@TempDir
	private Path directory;

	@Test
	void methodUnderALockCanBeCalledWhileItsCallersAreDestroyed() {
		assertThat(farewellsOf(Locked.class)).containsExactly("held");
	}

	@Test
	void storeThatIsAskedForLateOutlivesABeanThatSaysItDependsOnIt() {
		assertThat(farewellsOf(Late.class)).containsExactly("works");
	}

	private List<String> farewellsOf(Class<? extends Farewells> beans) {
		ConfigurableApplicationContext context = Applications.start(WebApplicationType.NONE, beans,
				List.of("kvstore.mapdb.path=" + this.directory.resolve("test.db")));
		List<String> farewells = context.getBean(beans).farewells;
		context.close();
		return farewells;
	}

	static class Farewells {

		final List<String> farewells = new CopyOnWriteArrayList<>();

	}

	@Configuration(proxyBeanMethods = false)
	static class Locked extends Farewells {

		@Bean
		DisposableBean farewell(Job job) {
			return () -> this.farewells.add(job.run());
		}

		@Bean
		Job job() {
			return new Job();
		}

	}

	static class Job {

		@DistributedLock("job")
		String run() {
			return LockContext.current().isHeld() ? "held" : "lost";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Late extends Farewells {

		@Bean
		@DependsOn("kvStore")
		DisposableBean farewell(ObjectProvider<Store> store) {
			return () -> this.farewells.add(store.getObject().exists("a") ? "fails" : "works");
		}

	}

}
