package dev.kvstore.sample.keys;

import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.UriUtils;

/**
 * The key in the path of a request. A path variable would do if it did not take {@code ;}
 * and what follows out of each segment.
 */
final class RequestKey {

	private static final int ELEMENTS_BEFORE_KEY = 4;

	private RequestKey() {
	}

	static String of(HttpServletRequest request) {
		String path = ServletRequestPathUtils.getParsedRequestPath(request)
			.pathWithinApplication()
			.subPath(ELEMENTS_BEFORE_KEY)
			.value();
		return UriUtils.decode(path, StandardCharsets.UTF_8);
	}

}
