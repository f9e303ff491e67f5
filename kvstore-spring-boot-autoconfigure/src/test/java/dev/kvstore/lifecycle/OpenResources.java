package dev.kvstore.lifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;

/**
 * The threads of this process and what it has open, sockets and selectors included.
 *
 * @param threads the threads that run
 * @param groups their groups
 * @param files the open files
 */
record OpenResources(Set<Thread> threads, Set<ThreadGroup> groups, Set<String> files) {

	static OpenResources now() {
		return new OpenResources(new HashSet<>(Thread.getAllStackTraces().keySet()), threadGroups(), openFiles());
	}

	private static Set<ThreadGroup> threadGroups() {
		ThreadGroup root = Thread.currentThread().getThreadGroup();
		while (root.getParent() != null) {
			root = root.getParent();
		}
		ThreadGroup[] groups = new ThreadGroup[1000];
		return Set.of(Arrays.copyOf(groups, root.enumerate(groups)));
	}

	private static Set<String> openFiles() {
		Set<String> files = new TreeSet<>();
		try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
			descriptors.forEach((descriptor) -> {
				String target = target(descriptor);
				// of class paths, and of the listing itself
				if (!target.endsWith(".jar") && !target.endsWith("/fd") && !target.isEmpty()) {
					files.add(target.contains("anon_inode") ? descriptor.getFileName() + " " + target : target);
				}
			});
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return files;
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Names what there is now and was not there then.
	 * @param then what there was
	 * @return names of threads and files, empty if nothing was left behind
	 */
	Set<String> since(OpenResources then) {
		Set<String> left = new TreeSet<>(this.files);
		left.removeAll(then.files);
		this.threads.stream()
			.filter((thread) -> !then.threads.contains(thread) && thread.isAlive() && !isOfTests(thread))
			.forEach((thread) -> left.add("thread " + thread.getName()));
		this.groups.stream()
			.filter((group) -> !then.groups.contains(group))
			.forEach((group) -> left.add("thread group " + group.getName()));
		return left;
	}

	// the engine of the tests adds threads to its pool while others wait
	private static boolean isOfTests(Thread thread) {
		return thread instanceof ForkJoinWorkerThread worker && worker.getPool() != ForkJoinPool.commonPool();
	}

}
