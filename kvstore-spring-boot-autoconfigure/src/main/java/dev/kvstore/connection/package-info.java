/**
 * From settings to a connected {@link dev.kvstore.api.Store}; the only package that names
 * the backends.
 */
@NullMarked
package dev.kvstore.connection;

import org.jspecify.annotations.NullMarked;
