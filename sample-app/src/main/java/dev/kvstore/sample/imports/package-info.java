/**
 * Documents whose leaves become keys.
 */
@NullMarked
package dev.kvstore.sample.imports;

import org.jspecify.annotations.NullMarked;
