/**
 * The actuator endpoint that shows and mends what a store holds.
 */
@NullMarked
package dev.kvstore.endpoint;

import org.jspecify.annotations.NullMarked;
