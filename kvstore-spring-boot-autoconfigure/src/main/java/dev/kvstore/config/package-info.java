/**
 * Configuration from the store by {@code spring.config.import=kvstore:}, kept current.
 */
@NullMarked
package dev.kvstore.config;

import org.jspecify.annotations.NullMarked;
