package dev.kvstore.sample.logging;

import java.nio.file.Path;
import java.time.Duration;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.kvstore.sample.SampleServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LogLevels}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LogLevelsTests {

	private static final String PATH = "/api/keys/log-levels/some.logger";

	@TempDir
	Path directory;

	@Test
	void levelIsWhatTheKeySaysUntilItIsDeleted(CapturedOutput output) throws Exception {
		try (SampleServer server = SampleServer.start(this.directory.resolve("test.db"))) {
			Log logger = LogFactory.getLog("some.logger");
			server.put(PATH, "DEBUG");
			await().until(logger::isDebugEnabled);
			server.put(PATH, "LOUD");
			await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("log-levels/some.logger"));
			assertThat(logger.isDebugEnabled()).isTrue();
			server.delete(PATH);
			await().until(() -> !logger.isDebugEnabled());
		}
	}

}
