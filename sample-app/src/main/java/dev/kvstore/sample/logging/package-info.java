/**
 * Log levels that are kept in the store.
 */
@NullMarked
package dev.kvstore.sample.logging;

import org.jspecify.annotations.NullMarked;
