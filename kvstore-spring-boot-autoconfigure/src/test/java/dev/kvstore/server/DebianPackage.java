package dev.kvstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * A package of Debian that is unpacked below {@code target} and never installed. It comes
 * from the mirror that this machine's apt is configured for, through a private state of
 * apt, so that neither root nor an earlier {@code apt-get update} is needed and
 * signatures are verified.
 */
final class DebianPackage {

	static final Path TARGET = Path.of(System.getProperty("kvstore.test.servers", "target/servers")).toAbsolutePath();

	private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

	private final String name;

	private final List<String> releases;

	/**
	 * Names a package.
	 * @param name its name
	 * @param releases where to look for it first; the machine's own release comes last
	 */
	DebianPackage(String name, String... releases) {
		this.name = name;
		this.releases = List.of(releases);
	}

	Optional<Path> program(String program) {
		try {
			Path unpacked = TARGET.resolve(this.name);
			if (!Files.exists(unpacked)) {
				unpackTo(unpacked);
			}
			return Optional.of(unpacked.resolve("usr/bin").resolve(program)).filter(Files::isExecutable);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void unpackTo(Path unpacked) throws IOException {
		Files.createDirectories(TARGET);
		for (String source : sources()) {
			Path work = Files.createTempDirectory(TARGET, this.name + "-");
			try {
				Optional<Path> file = download(source, work);
				if (file.isPresent() && unpack(file.get(), work.resolve("unpacked"))) {
					publish(work.resolve("unpacked"), unpacked);
					return;
				}
			}
			finally {
				FileSystemUtils.deleteRecursively(work);
			}
		}
	}

	private List<String> sources() {
		List<String> command = List.of("apt-get", "indextargets", "--no-release-info", "--format",
				"$(REPO_URI) $(RELEASE)", "Identifier: Packages");
		String signedBy = Files.exists(KEYRING) ? "[signed-by=" + KEYRING + "] " : "";
		List<String[]> targets = run(command).lines()
			.map((line) -> line.split(" ", 2))
			.filter((target) -> target.length == 2 && !target[1].contains("-"))
			.toList();
		Stream<String[]> wanted = this.releases.stream()
			.flatMap((release) -> targets.stream().map((target) -> new String[] { target[0], release }));
		return Stream.concat(wanted, targets.stream())
			.map((source) -> "deb " + signedBy + source[0] + " " + source[1] + " main\n")
			.distinct()
			.toList();
	}

	private Optional<Path> download(String source, Path work) throws IOException {
		Path list = Files.writeString(work.resolve("sources.list"), source);
		Path status = Files.createFile(work.resolve("status"));
		Path lists = work.resolve("lists");
		Path cache = work.resolve("cache");
		Files.createDirectories(lists.resolve("partial"));
		Files.createDirectories(cache.resolve("archives/partial"));
		List<String> apt = List.of("env", "--chdir=" + work, "apt-get", "-q", "-o", "Dir::Etc::sourcelist=" + list,
				"-o", "Dir::Etc::sourceparts=/dev/null", "-o", "Dir::State=" + work, "-o", "Dir::State::lists=" + lists,
				"-o", "Dir::State::status=" + status, "-o", "Dir::Cache=" + cache, "-o", "Acquire::Languages=none",
				"-o", "APT::Sandbox::User=");
		run(with(apt, "update"));
		run(with(apt, "download", this.name));
		try (Stream<Path> files = Files.list(work)) {
			return files.filter((file) -> file.toString().endsWith(".deb")).findFirst();
		}
	}

	private boolean unpack(Path file, Path directory) {
		return !ServerProcess.run(List.of("dpkg-deb", "-x", file.toString(), directory.toString())).failed();
	}

	private static void publish(Path complete, Path unpacked) throws IOException {
		try {
			Files.move(complete, unpacked, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			if (!Files.exists(unpacked)) {
				throw ex;
			}
		}
	}

	private static String run(List<String> command) {
		ServerProcess.Result result = ServerProcess.run(command);
		log(command + "\n" + result.output());
		return result.failed() ? "" : result.output();
	}

	static void log(String text) {
		try {
			Files.createDirectories(TARGET);
			Files.writeString(TARGET.resolve("sources.log"), text + "\n", StandardCharsets.UTF_8,
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> with(List<String> command, String... arguments) {
		List<String> whole = new ArrayList<>(command);
		whole.addAll(List.of(arguments));
		return whole;
	}

}
