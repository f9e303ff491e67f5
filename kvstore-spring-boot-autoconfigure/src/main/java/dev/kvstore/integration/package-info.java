/**
 * Spring Integration's {@link org.springframework.integration.support.locks.LockRegistry}
 * on a store.
 */
@NullMarked
package dev.kvstore.integration;

import org.jspecify.annotations.NullMarked;
