package dev.kvstore.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * A container image without a base: only given files, and the shared libraries of this
 * machine that they need.
 */
final class ScratchImage {

	private static final Pattern LIBRARY = Pattern.compile("(?:^|=>)\\s+(/\\S+) \\(0x", Pattern.MULTILINE);

	private final String name;

	private final Map<String, Path> files = new TreeMap<>();

	ScratchImage(String name) {
		this.name = name;
	}

	ScratchImage program(Path file, String place) {
		libraries(file);
		return file(file, place);
	}

	ScratchImage file(Path file, String place) {
		this.files.put(place, file);
		return this;
	}

	/**
	 * Adds a directory with programs and libraries of its own.
	 * @param directory the directory
	 * @param place where it is in the image
	 * @return this image
	 */
	ScratchImage directory(Path directory, String place) {
		try (Stream<Path> tree = Files.walk(directory)) {
			tree.filter(ScratchImage::isBinary).forEach(this::libraries);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.files.values().removeIf((file) -> file.startsWith(directory));
		return file(directory, place);
	}

	void build(String... instructions) {
		ImageFromDockerfile image = new ImageFromDockerfile(this.name, false);
		this.files.forEach((place, file) -> image.withFileFromPath("root" + place, file));
		image.withFileFromString("Dockerfile", "FROM scratch\nCOPY root/ /\n" + String.join("\n", instructions));
		image.get();
	}

	private void libraries(Path file) {
		List<String> paths = LIBRARY.matcher(ServerProcess.run(List.of("ldd", file.toString())).output())
			.results()
			.map((MatchResult line) -> line.group(1))
			.toList();
		paths.forEach((path) -> this.files.put(path, real(Path.of(path))));
	}

	private static Path real(Path path) {
		try {
			return path.toRealPath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean isBinary(Path file) {
		return Files.isRegularFile(file) && (Files.isExecutable(file) || file.toString().endsWith(".so"));
	}

}
