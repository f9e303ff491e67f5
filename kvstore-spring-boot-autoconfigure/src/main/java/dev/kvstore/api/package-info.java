/**
 * The {@link dev.kvstore.api.Store} and everything a caller of it names.
 */
@NullMarked
package dev.kvstore.api;

import org.jspecify.annotations.NullMarked;
