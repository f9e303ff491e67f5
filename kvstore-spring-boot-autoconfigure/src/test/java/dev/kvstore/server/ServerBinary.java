package dev.kvstore.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Where the program of a server comes from: the first of the sources that has it.
 */
final class ServerBinary {

	static final ServerBinary ETCD = new ServerBinary("etcd", new DebianPackage("etcd-server", "trixie"),
			new DockerImage("rancher/mirrored-coreos-etcd:v3.5.9", "/usr/local/bin/etcd", "etcd --version"),
			"install etcd-server or Docker, put etcd on the PATH, or give running servers as KVSTORE_TEST_ETCD=host:port,...");

	static final ServerBinary CONSUL = new ServerBinary("consul", new DebianPackage("consul", "bullseye"),
			new DockerImage("consul:1.8.7", "/bin/consul", "version"),
			"install Docker, put consul on the PATH, or give running agents as KVSTORE_TEST_CONSUL=host:port,...");

	private static final ConcurrentMap<String, Path> FOUND = new ConcurrentHashMap<>();

	private final String name;

	private final List<Function<String, Optional<Path>>> sources;

	private final String advice;

	private ServerBinary(String name, DebianPackage debianPackage, DockerImage image, String advice) {
		this.name = name;
		this.sources = List.of(ServerBinary::onPath, debianPackage::program, image::program);
		this.advice = advice;
	}

	/**
	 * Finds the program, once for each JVM.
	 * @return an executable file
	 */
	Path path() {
		return FOUND.computeIfAbsent(this.name, (name) -> find());
	}

	private Path find() {
		return this.sources.stream()
			.map((source) -> source.apply(this.name))
			.flatMap(Optional::stream)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("There is no " + this.name + " to test against: " + this.advice
					+ " (target/servers/sources.log tells why neither Debian's package nor an image was to be had)"));
	}

	private static Optional<Path> onPath(String name) {
		@Nullable String path = System.getenv("PATH");
		return Arrays.stream(((path != null) ? path : "").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable)
			.filter(Files::isRegularFile)
			.findFirst();
	}

}
