package dev.kvstore.endpoint;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the endpoint.
 *
 * @param showValues When to show the values of keys and the texts of lock holders.
 * @param roles Roles used to determine whether a user is authorized to be shown values.
 * When empty, all authenticated users are authorized.
 */
@ConfigurationProperties("management.endpoint.kvstore")
public record EndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles) {

	/**
	 * Creates properties with a copy of the roles.
	 */
	public EndpointProperties {
		roles = Set.copyOf(roles);
	}

}
