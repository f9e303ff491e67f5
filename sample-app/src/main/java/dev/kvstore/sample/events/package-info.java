/**
 * Changes of keys as server-sent events.
 */
@NullMarked
package dev.kvstore.sample.events;

import org.jspecify.annotations.NullMarked;
