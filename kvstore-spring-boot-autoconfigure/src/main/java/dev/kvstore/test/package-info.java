/**
 * A store that fails when a test wants it to.
 */
@NullMarked
package dev.kvstore.test;

import org.jspecify.annotations.NullMarked;
