package dev.kvstore.autoconfigure;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.connection.InvalidSettingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InvalidSettingFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class InvalidSettingFailureAnalyzerTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			kvstore.connect-timeout | -1s     | PT-1S   | must be a duration greater than zero, such as 5s
			kvstore.request-timeout | 0       | PT0S    | must be a duration greater than zero, such as 5s
			kvstore.namespace       | ../a    | ../a    | must be a directory such as 'team/app'
			kvstore.mapdb.path      | ''      | ''      | must be the path of a file
			""")
	void propertyAndValueAndFormAreNamed(String property, String written, String value, String form,
			CapturedOutput output) {
		FailedStart.withProperties(property + "=" + written);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The property '" + property + "' has the value '" + value + "'")
			.contains("Change it: '" + property + "' " + form);
	}

	@Test
	void pathThatContradictsTheEndpointIsNamed(CapturedOutput output) {
		FailedStart.withProperties("kvstore.mapdb.path=a.db", "kvstore.endpoints=b.db");
		assertThat(output).contains("The property 'kvstore.mapdb.path' has the value 'a.db'")
			.contains("must be the file that 'kvstore.endpoints' names, 'b.db', or not be set");
	}

	@Test
	void reasonIsNamed(CapturedOutput output) {
		FailedStart.withProperties("kvstore.namespace=a/../b");
		assertThat(output).contains("The property 'kvstore.namespace' has the value 'a/../b' that cannot be used: "
				+ "'directory' must not have a segment '..' but is 'a/../b'.");
	}

	@ParameterizedTest
	@CsvSource({ "kvstore.shedlock.directory, a/../b", "kvstore.shedlock.directory, /",
			"kvstore.integration.directory, .kvstore", "kvstore.integration.directory, /" })
	void directoryOfTheLocksOfALibraryIsNamed(String property, String directory, @TempDir Path files,
			CapturedOutput output) {
		SpringApplication application = new SpringApplication(KvStoreAutoConfiguration.class,
				KvStoreShedLockAutoConfiguration.class, KvStoreLockRegistryAutoConfiguration.class);
		FailedStart.run(application, property + "=" + directory, "kvstore.mapdb.path=" + files.resolve("test.db"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The property '" + property + "' has the value '" + directory + "' that cannot be used: ")
			.contains("Change it: '" + property + "' must be a directory such as 'team/name'");
	}

	@Test
	void endpointsAreNotShownSinceTheyMayHaveAPassword(CapturedOutput output) {
		FailedStart.withProperties("kvstore.endpoints=a:secret@b,c");
		assertThat(output).contains("'kvstore.endpoints' must be one file for the backend 'mapdb' and not 2")
			.doesNotContain("secret");
	}

	@Test
	void secretValueIsNotShown() {
		InvalidSettingException secret = new InvalidSettingException("kvstore.mine.token", null,
				"must be 36 characters long", null);
		assertThat(new InvalidSettingFailureAnalyzer().analyzeCause(secret).getDescription())
			.isEqualTo("The property 'kvstore.mine.token' has a value that cannot be used.");
		assertThat(secret).hasMessage("'kvstore.mine.token' must be 36 characters long");
	}

	@Test
	void valueThatCannotBeBoundIsAnalyzedBySpringBoot(CapturedOutput output) {
		FailedStart.withProperties("kvstore.read-consistency=sometimes");
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property: kvstore.read-consistency")
			.contains("STRONG");
	}

}
