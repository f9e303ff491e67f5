/**
 * The embedded store: one MapDB file owned by one process.
 */
@NullMarked
package dev.kvstore.backend.mapdb;

import org.jspecify.annotations.NullMarked;
