/**
 * Changes of keys as application events and as calls of listener methods.
 */
@NullMarked
package dev.kvstore.event;

import org.jspecify.annotations.NullMarked;
