package dev.kvstore.server;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

import org.springframework.util.FileSystemUtils;

/**
 * ZooKeeper from this class path on the part of this JDK that it needs.
 */
final class ZooKeeperImage {

	private static final Pattern NEEDED = Pattern
		.compile("(zookeeper|netty|slf4j-api|logback|metrics-core|snappy|commons-io).*\\.jar");

	private static final String MODULES = "java.base,java.logging,java.management,java.naming,java.security.jgss,"
			+ "java.security.sasl,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported";

	private ZooKeeperImage() {
	}

	static void build(ScratchImage image) {
		try {
			Files.createDirectories(DebianPackage.TARGET);
			Path work = Files.createTempDirectory(DebianPackage.TARGET, "zookeeper-image-");
			try {
				image.directory(javaRuntime(work.resolve("java")), "/java");
				Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
					.map(Path::of)
					.filter((jar) -> NEEDED.matcher(jar.getFileName().toString()).matches())
					.forEach((jar) -> image.file(jar, "/lib/zookeeper/" + jar.getFileName()));
				image.file(Files.writeString(work.resolve("zoo.cfg"), """
						tickTime=2000
						dataDir=/data
						clientPort=2181
						admin.enableServer=false
						"""), "/conf/zoo.cfg");
				image.file(Files.writeString(work.resolve("logback.xml"), ZooKeeperServer.LOGGING),
						"/conf/logback.xml");
				image.build("ENTRYPOINT [\"/java/bin/java\", \"-Xmx160m\", \"-XX:+UseSerialGC\", "
						+ "\"-XX:TieredStopAtLevel=1\", \"-XX:-UsePerfData\", \"-Dzookeeper.preAllocSize=1024\", \"-cp\", "
						+ "\"/conf:/lib/zookeeper/*\", \"" + ZooKeeperServer.MAIN + "\", \"/conf/zoo.cfg\"]");
			}
			finally {
				FileSystemUtils.deleteRecursively(work);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path javaRuntime(Path directory) {
		StringWriter said = new StringWriter();
		PrintWriter writer = new PrintWriter(said);
		int exitValue = ToolProvider.findFirst("jlink")
			.orElseThrow(() -> new IllegalStateException("This JDK has no jlink: install a whole JDK"))
			.run(writer, writer, "--add-modules", MODULES, "--strip-java-debug-attributes", "--no-header-files",
					"--no-man-pages", "--output", directory.toString());
		if (exitValue != 0) {
			throw new IllegalStateException("jlink fails: " + said);
		}
		return directory;
	}

}
