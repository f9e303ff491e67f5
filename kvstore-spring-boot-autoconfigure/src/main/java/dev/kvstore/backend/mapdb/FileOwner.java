package dev.kvstore.backend.mapdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds out which process has a file locked.
 */
final class FileOwner {

	private static final Pattern LOCK = Pattern.compile("\\d+: POSIX +\\S+ +WRITE +(\\d+) +\\S+:(\\d+) .*");

	private FileOwner() {
	}

	/**
	 * Asks the system for the process that has locked a file.
	 * @param file the file
	 * @return the process id, or {@code null} where the system does not tell it
	 * @see <a href=
	 * "https://man7.org/linux/man-pages/man5/proc_locks.5.html">/proc/locks</a>
	 */
	static @Nullable Long of(Path file) {
		try {
			String inode = Files.getAttribute(file, "unix:ino").toString();
			return find(Files.readAllLines(Path.of("/proc/locks")), inode);
		}
		catch (IOException | UnsupportedOperationException | IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable Long find(List<String> locks, String inode) {
		for (String line : locks) {
			Matcher matcher = LOCK.matcher(line);
			if (matcher.matches() && matcher.group(2).equals(inode)) {
				return Long.valueOf(matcher.group(1));
			}
		}
		return null;
	}

}
