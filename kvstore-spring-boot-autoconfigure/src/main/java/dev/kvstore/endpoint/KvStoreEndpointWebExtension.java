package dev.kvstore.endpoint;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

import dev.kvstore.api.StoreException;

/**
 * The endpoint over HTTP: shows values to whom they may be shown, and answers 404 for
 * what there is not and 503 if the store cannot be asked.
 */
@EndpointWebExtension(endpoint = KvStoreEndpoint.class)
public final class KvStoreEndpointWebExtension {

	private final KvStoreEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Creates an extension.
	 * @param delegate the endpoint
	 * @param showValues when to show values
	 * @param roles the roles of whom they may be shown to
	 */
	public KvStoreEndpointWebExtension(KvStoreEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = Set.copyOf(roles);
	}

	/**
	 * Tells the keys of a directory, or who holds a lock.
	 * @param securityContext who asks
	 * @param section {@code keys} or {@code locks}
	 * @param path the directory, or the lock's key
	 * @param limit how many keys to tell of
	 * @return the answer
	 */
	@ReadOperation
	public WebEndpointResponse<Object> section(SecurityContext securityContext, @Selector String section,
			@Selector(match = Match.ALL_REMAINING) String[] path, @Nullable Integer limit) {
		boolean shown = this.showValues.isShown(securityContext, this.roles);
		return answer(() -> {
			Object report = this.delegate.section(section, path, limit, shown);
			return (report != null) ? new WebEndpointResponse<>(report)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		});
	}

	/**
	 * Takes a lock away from its holder.
	 * @param section {@code locks}
	 * @param key the lock's key
	 * @param fencingToken the holder's fencing token
	 * @return the answer, without content if it was released
	 */
	@WriteOperation
	public WebEndpointResponse<Object> release(@Selector String section,
			@Selector(match = Match.ALL_REMAINING) String[] key, long fencingToken) {
		return answer(() -> new WebEndpointResponse<>(this.delegate.release(section, key, fencingToken)
				? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND));
	}

	private static WebEndpointResponse<Object> answer(Supplier<WebEndpointResponse<Object>> question) {
		try {
			return question.get();
		}
		catch (StoreException ex) {
			return new WebEndpointResponse<>(OperationResponseBody.of(Map.of("error", String.valueOf(ex.getMessage()))),
					WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
	}

}
