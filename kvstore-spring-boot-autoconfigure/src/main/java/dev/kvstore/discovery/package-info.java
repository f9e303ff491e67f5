/**
 * Service discovery for Spring Cloud: instances register in the store and are found
 * there.
 */
@NullMarked
package dev.kvstore.discovery;

import org.jspecify.annotations.NullMarked;
