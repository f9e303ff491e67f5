package dev.kvstore.config;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for what is logged: everything but values.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigLogTests extends EmbeddedConfigCases {

	@Test
	void valuesReachNoLog(CapturedOutput output) {
		put("config/app/feature/text", "secret one");
		ConfigurableApplicationContext context = run(application("kvstore:", "kvstore.config.refresh-quiet-period=50ms",
				"logging.level.org.springframework=trace", "logging.level.dev.kvstore=trace")
			.with(FailingListener.class));
		put("config/app/feature/text", "secret two");
		put("config/app/feature/percent", "secret number");
		await().until(() -> output.toString().contains("A listener to the change of ["));
		await().until(() -> "secret number".equals(property(context, "feature.percent")));
		await().until(() -> output.toString().contains("Failed to bind beans again after the change of [feature."));
		assertThat(output).contains("Adding imported property source 'kvstore:config/app'")
			.contains("org.springframework.boot.context.properties.bind.BindException for 'feature.percent'")
			.doesNotContain("secret");
		assertThat(source(context, "kvstore:config/app").toString()).doesNotContain("secret");
	}

	@Test
	void valueThatCannotBeReadIsWarnedAboutOnce(CapturedOutput output) {
		put("config/app/doc", "a: 1");
		ConfigurableApplicationContext context = run("kvstore:config/app?format=yaml",
				"kvstore.config.refresh-quiet-period=50ms");
		long version = put("config/app/doc", "a: [secret").version();
		String warning = "The value of 'config/app/doc' (version " + version
				+ ") is malformed in line 1, column 11; its";
		await().until(() -> output.toString().contains(warning));
		put("config/app/other", "b: 1");
		await().until(() -> "1".equals(property(context, "b")));
		assertThat(output.toString().split(warning.replaceAll("([()])", "\\\\$1"), -1)).hasSize(2);
		assertThat(output).doesNotContain("secret");
		ConfigHealthIndicator health = new ConfigHealthIndicator(context.getBean(ImportedConfig.class));
		assertThat(health.health().getDetails().get("rejected")).asString()
			.contains("'config/app/doc' (version " + version + ")")
			.doesNotContain("secret");
		put("config/app/doc", "a: 2");
		await().until(() -> "2".equals(property(context, "a")));
		assertThat(health.health().getDetails()).doesNotContainKey("rejected");
	}

	@Test
	void startThatFailsIsAnalyzed(CapturedOutput output) {
		put("config/app/doc", "a: [secret");
		assertThatExceptionOfType(MalformedDocumentException.class)
			.isThrownBy(() -> run("kvstore:config/app?format=yaml"));
		assertThat(output).contains("The configuration in the store cannot be imported.")
			.contains("The value of 'config/app/doc' (version ")
			.contains("is malformed in line 1, column 11.")
			.doesNotContain("secret");
		assertThatExceptionOfType(ConfigDataLocationNotFoundException.class).isThrownBy(() -> run("kvstore:none"));
		assertThat(output).contains("The configuration 'kvstore:none' cannot be imported.")
			.contains("There is no key in the directory 'none'.")
			.contains("'optional:kvstore:none'")
			.contains("containers of service connections and of Docker Compose are not known yet");
		assertThatExceptionOfType(InvalidImportException.class).isThrownBy(() -> run("kvstore:config/app?format=xml"));
		assertThat(output).contains("there is no format 'xml', only keys, yaml, properties, json.")
			.contains("Write '[optional:]kvstore:[directory][;directory2][?format=yaml]'.");
		assertThatExceptionOfType(ConfigImportException.class)
			.isThrownBy(() -> run("kvstore:", "kvstore.config.timeout=-1s"));
		assertThat(output).contains("The property 'kvstore.config.timeout' has the value 'PT-1S' that cannot be used");
		assertThatExceptionOfType(ConfigImportException.class)
			.isThrownBy(() -> run("kvstore:", "kvstore.mapdb.path=other.db"));
		assertThat(output).contains("The property 'kvstore.mapdb.path' has the value 'other.db' that cannot be used");
	}

	@Configuration(proxyBeanMethods = false)
	static class FailingListener {

		@EventListener
		void changed(KvStoreConfigChangedEvent event) {
			throw new IllegalStateException("secret three");
		}

	}

}
