package dev.kvstore.endpoint;

import java.util.List;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import dev.kvstore.api.KeyValue;

/**
 * The keys of a directory.
 *
 * @param directory the directory, empty for the root
 * @param total how many keys it has, at any depth
 * @param keys the first of them, sorted
 */
public record KeysReport(String directory, int total, List<KeyReport> keys) implements OperationResponseBody {

	static KeysReport of(String directory, List<KeyValue> all, int limit, boolean showValues) {
		return new KeysReport(directory, all.size(),
				all.stream().limit(limit).map((keyValue) -> KeyReport.of(keyValue, showValues)).toList());
	}

}
