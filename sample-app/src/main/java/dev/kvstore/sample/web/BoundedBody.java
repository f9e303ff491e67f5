package dev.kvstore.sample.web;

import java.io.IOException;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;

/**
 * The bytes of a request, whatever its content type, up to a size.
 */
public final class BoundedBody {

	private BoundedBody() {
	}

	/**
	 * Reads the body of a request, and of one that is too large no more than tells so.
	 * @param request the request
	 * @param maxSize the size up to which a body is taken
	 * @return the bytes, none if there is no body
	 * @throws ResponseStatusException with status 413 if the body is larger
	 * @throws IOException if the client does not deliver
	 */
	public static byte[] read(HttpServletRequest request, DataSize maxSize) throws IOException {
		int limit = Math.toIntExact(maxSize.toBytes());
		if (request.getContentLengthLong() > limit) {
			throw tooLarge(limit);
		}
		byte[] body = request.getInputStream().readNBytes(limit + 1);
		if (body.length > limit) {
			throw tooLarge(limit);
		}
		return body;
	}

	private static ResponseStatusException tooLarge(int limit) {
		return new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE, "At most " + limit + " bytes are taken");
	}

}
