package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A full disk: a small tmpfs in a mount namespace of the test's own or, where the system
 * grants none, a limit to the size of files.
 */
class DiskFullTests {

	private static final List<String> NAMESPACE = List.of("unshare", "--mount", "--map-root-user");

	private static final String MOUNT_AND_RUN = "mount -t tmpfs -o size=3m kvstore-test \"$0\" && exec \"$@\"";

	private static final String LIMIT_AND_RUN = "ulimit -S -f 5000 && exec \"$@\"";

	@TempDir
	Path directory;

	@Test
	void putIsRejectedAndNothingIsLostAndThereIsRoomAgain() throws Exception {
		String disk = this.directory.toString();
		List<String> prefix = new ArrayList<>();
		boolean mount = canMount();
		if (mount) {
			prefix.addAll(NAMESPACE);
		}
		prefix.addAll(List.of("sh", "-c", mount ? MOUNT_AND_RUN : LIMIT_AND_RUN, disk));
		try (ChildJvm writer = ChildJvm.start(prefix, DiskFullWriter.class, disk, mount ? "tmpfs" : "limit")) {
			List<String> lines = writer.remainingLines();
			assertThat(lines).as(String.join("\n", lines)).last().isEqualTo("kept its promises");
		}
	}

	private boolean canMount() throws InterruptedException {
		List<String> command = new ArrayList<>(NAMESPACE);
		command.addAll(List.of("sh", "-c", MOUNT_AND_RUN, this.directory.toString(), "true"));
		try {
			return new ProcessBuilder(command).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
