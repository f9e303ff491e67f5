package dev.kvstore.shedlock;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of ShedLock's locks.
 *
 * @param enabled Whether ShedLock keeps its locks in the store.
 * @param directory Directory below which each lock has a key of its name.
 */
@ConfigurationProperties("kvstore.shedlock")
public record ShedLockProperties(@DefaultValue("true") boolean enabled, @DefaultValue("shedlock") String directory) {

}
