/**
 * What the backends share: keys, argument checks, watch delivery, leases.
 */
@NullMarked
package dev.kvstore.backend;

import org.jspecify.annotations.NullMarked;
