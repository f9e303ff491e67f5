/**
 * Leader election for roles, on the locks of a store.
 */
@NullMarked
package dev.kvstore.leader;

import org.jspecify.annotations.NullMarked;
