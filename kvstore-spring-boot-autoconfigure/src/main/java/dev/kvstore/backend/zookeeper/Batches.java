package dev.kvstore.backend.zookeeper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Divides what does not fit into one request.
 */
final class Batches {

	private static final int MOST = 200;

	private static final long LARGEST = 800_000;

	private Batches() {
	}

	/**
	 * Divides paths into batches, each of at least one.
	 * @param paths the paths
	 * @param size tells about how many bytes of a request one path takes
	 * @return the batches, in the order of the paths
	 */
	static List<List<String>> of(List<String> paths, ToLongFunction<String> size) {
		List<List<String>> batches = new ArrayList<>();
		List<String> batch = new ArrayList<>();
		long sum = 0;
		for (String path : paths) {
			long more = size.applyAsLong(path);
			if (!batch.isEmpty() && (batch.size() == MOST || sum + more > LARGEST)) {
				batches.add(batch);
				batch = new ArrayList<>();
				sum = 0;
			}
			batch.add(path);
			sum += more;
		}
		if (!batch.isEmpty()) {
			batches.add(batch);
		}
		return batches;
	}

}
