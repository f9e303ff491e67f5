/**
 * ShedLock's {@link net.javacrumbs.shedlock.core.LockProvider} on a store.
 */
@NullMarked
package dev.kvstore.shedlock;

import org.jspecify.annotations.NullMarked;
