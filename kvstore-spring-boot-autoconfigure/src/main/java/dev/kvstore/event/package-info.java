/**
 * Changes of keys as application events.
 */
@NullMarked
package dev.kvstore.event;

import org.jspecify.annotations.NullMarked;
