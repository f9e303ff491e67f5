package dev.kvstore.sample.keys;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import dev.kvstore.api.KeyValue;
import dev.kvstore.api.PutOptions;
import dev.kvstore.api.Store;
import dev.kvstore.api.StoreRejectedException;
import dev.kvstore.sample.web.BoundedBody;
import dev.kvstore.sample.web.Entry;

/**
 * Reads and writes keys. The version of a key is its entity tag.
 */
@RestController
@RequestMapping("/api/keys")
final class KeyController {

	private static final DataSize TAKEN_BY_EVERY_BACKEND = DataSize.ofKilobytes(256);

	private final Store store;

	private final DataSize maxSize;

	KeyController(Store store, @Value("${sample.keys.max-size:16MB}") DataSize maxSize) {
		this.store = store;
		this.maxSize = maxSize;
	}

	@GetMapping
	List<Entry> list(@RequestParam(defaultValue = "") String directory) {
		return this.store.list(directory).stream().map(Entry::of).toList();
	}

	@GetMapping("/{*key}")
	ResponseEntity<Entry> get(HttpServletRequest request) {
		KeyValue found = this.store.get(RequestKey.of(request)).orElseThrow(KeyController::notFound);
		return answer(HttpStatus.OK, found);
	}

	@PutMapping("/{*key}")
	ResponseEntity<Entry> put(HttpServletRequest request, @RequestParam(required = false) @Nullable String ttl,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch)
			throws IOException {
		Precondition precondition = Precondition.of(ifMatch, ifNoneMatch);
		PutOptions options = (ttl != null) ? PutOptions.ttl(DurationStyle.detectAndParse(ttl)) : PutOptions.none();
		byte[] value = BoundedBody.read(request, this.maxSize);
		KeyValue written = write(RequestKey.of(request), value, options, precondition)
			.orElseThrow(KeyController::preconditionFailed);
		return answer((precondition instanceof Precondition.Absent) ? HttpStatus.CREATED : HttpStatus.OK, written);
	}

	@DeleteMapping("/{*key}")
	ResponseEntity<Void> delete(HttpServletRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch) {
		delete(RequestKey.of(request), Precondition.of(ifMatch, ifNoneMatch));
		return ResponseEntity.noContent().build();
	}

	private Optional<KeyValue> write(String key, byte[] value, PutOptions options, Precondition precondition) {
		try {
			if (precondition instanceof Precondition.Version expected) {
				KeyValue previous = KeyValue.reference(key, expected.version());
				return this.store.atomicPut(key, value, previous, options);
			}
			if (precondition instanceof Precondition.Absent) {
				return this.store.atomicPut(key, value, null, options);
			}
			return Optional.of(this.store.put(key, value, options));
		}
		catch (StoreRejectedException ex) {
			throw (value.length > TAKEN_BY_EVERY_BACKEND.toBytes())
					? new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, ex.getMessage(), ex) : ex;
		}
	}

	private void delete(String key, Precondition precondition) {
		if (precondition instanceof Precondition.Absent) {
			throw new IllegalArgumentException("If-None-Match makes no sense to delete");
		}
		if (precondition instanceof Precondition.Version expected) {
			if (!this.store.atomicDelete(key, KeyValue.reference(key, expected.version()))) {
				throw preconditionFailed();
			}
		}
		else if (!this.store.delete(key)) {
			throw notFound();
		}
	}

	private static ResponseEntity<Entry> answer(HttpStatus status, KeyValue keyValue) {
		return ResponseEntity.status(status).eTag(Long.toString(keyValue.version())).body(Entry.of(keyValue));
	}

	private static ResponseStatusException notFound() {
		return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such key");
	}

	private static ResponseStatusException preconditionFailed() {
		return new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, "The key was changed, created or deleted");
	}

}
