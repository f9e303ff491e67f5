/**
 * What a store does, told to those who operate it.
 */
@NullMarked
package dev.kvstore.observation;

import org.jspecify.annotations.NullMarked;
