/**
 * The store in the application context.
 */
@NullMarked
package dev.kvstore.autoconfigure;

import org.jspecify.annotations.NullMarked;
