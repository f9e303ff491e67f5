/**
 * Feature flags that are configured in the store.
 */
@NullMarked
package dev.kvstore.sample.features;

import org.jspecify.annotations.NullMarked;
