/**
 * Objects as values of a {@link dev.kvstore.api.Store}, read, changed, watched and held.
 */
@NullMarked
package dev.kvstore.template;

import org.jspecify.annotations.NullMarked;
