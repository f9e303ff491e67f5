package dev.kvstore.testcontainers;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsNotFoundException;
import org.springframework.boot.testcontainers.beans.TestcontainerBeanDefinition;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.javapoet.ClassName;
import org.testcontainers.consul.ConsulContainer;
import org.testcontainers.containers.GenericContainer;

import dev.kvstore.autoconfigure.KvStoreAutoConfiguration;
import dev.kvstore.connection.KvStoreConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the images whose containers may be service connections. None is started: the
 * contexts are prepared as ahead-of-time processing prepares them.
 */
class ContainerImageTests {

	@ParameterizedTest
	@CsvSource({ "etcd:3, etcd", "coreos/etcd:v3.5.9, etcd", "etcd-development/etcd, etcd", "bitnami/etcd, etcd",
			"rancher/mirrored-coreos-etcd, etcd", "localhost:5000/coreos/etcd:v3.5.9, etcd", "consul:1.8.7, consul",
			"hashicorp/consul, consul", "bitnami/consul:1, consul", "zookeeper:3.9, zookeeper",
			"bitnami/zookeeper, zookeeper" })
	void imageTellsTheBackend(String image, String backend) {
		try (AnnotationConfigApplicationContext context = prepared(image)) {
			assertThat(details(context).backend()).isEqualTo(backend);
		}
	}

	@Test
	void otherImagesAreRefused() {
		assertThatExceptionOfType(ConnectionDetailsNotFoundException.class).isThrownBy(() -> prepared("redis").close())
			.withMessageContaining("@ServiceConnection");
	}

	@Test
	void codeGeneratedAheadOfTimeLeavesTheContainerToTheRun() {
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get(ContainerImageTests.class)), files);
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(ServiceConnectionAutoConfiguration.class, KvStoreAutoConfiguration.class,
					ContainerConfiguration.class);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
			generation.writeGeneratedContent();
		}
		assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
			.anyMatch((file) -> file.endsWith("KvStoreAutoConfiguration__BeanDefinitions.java"))
			.noneMatch((file) -> file.contains("ConnectionDetails"));
	}

	private static AnnotationConfigApplicationContext prepared(String image) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(ServiceConnectionAutoConfiguration.class, KvStoreAutoConfiguration.class);
		context.registerBeanDefinition("container", new ContainerDefinition(image));
		context.refreshForAotProcessing(new RuntimeHints());
		return context;
	}

	private static KvStoreConnectionDetails details(BeanDefinitionRegistry registry) {
		return Arrays.stream(registry.getBeanDefinitionNames())
			.map(registry::getBeanDefinition)
			.filter((definition) -> definition.hasAttribute(ServiceConnection.class.getName()))
			.map((definition) -> (KvStoreConnectionDetails) Objects
				.requireNonNull(((RootBeanDefinition) definition).getInstanceSupplier())
				.get())
			.findFirst()
			.orElseThrow();
	}

	private static final class ContainerDefinition extends RootBeanDefinition implements TestcontainerBeanDefinition {

		private static final long serialVersionUID = 1L;

		private final String image;

		private ContainerDefinition(String image) {
			super(GenericContainer.class, () -> new GenericContainer<>(image));
			this.image = image;
		}

		@Override
		public @Nullable String getContainerImageName() {
			return this.image;
		}

		@Override
		public MergedAnnotations getAnnotations() {
			return MergedAnnotations.from(Annotated.class);
		}

		@Override
		public RootBeanDefinition cloneBeanDefinition() {
			return new ContainerDefinition(this.image);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ContainerConfiguration {

		@Bean
		@ServiceConnection
		ConsulContainer consul() {
			return new ConsulContainer("hashicorp/consul");
		}

	}

	@ServiceConnection
	private @interface Annotated {

	}

}
