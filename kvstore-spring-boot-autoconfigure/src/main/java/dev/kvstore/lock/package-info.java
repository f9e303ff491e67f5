/**
 * Tasks and methods that run under a lock.
 */
@NullMarked
package dev.kvstore.lock;

import org.jspecify.annotations.NullMarked;
