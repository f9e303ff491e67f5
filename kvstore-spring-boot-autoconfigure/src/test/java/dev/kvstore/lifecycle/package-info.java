/**
 * Applications with all features that start, stop and start again.
 */
@NullMarked
package dev.kvstore.lifecycle;

import org.jspecify.annotations.NullMarked;
