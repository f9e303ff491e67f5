/**
 * Changes of keys as application events, as calls of listener methods and as reactive
 * streams.
 */
@NullMarked
package dev.kvstore.event;

import org.jspecify.annotations.NullMarked;
