/**
 * Keys as HTTP resources.
 */
@NullMarked
package dev.kvstore.sample.keys;

import org.jspecify.annotations.NullMarked;
