package dev.kvstore.observation;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of observed operations.
 *
 * @param includeKey Whether traces tell the key or directory of an operation. Metrics
 * never do.
 */
@ConfigurationProperties("kvstore.observation")
public record ObservationProperties(@DefaultValue("false") boolean includeKey) {

}
