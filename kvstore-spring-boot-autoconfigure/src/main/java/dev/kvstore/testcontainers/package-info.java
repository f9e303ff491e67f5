/**
 * The store at a container of Testcontainers.
 */
@NullMarked
package dev.kvstore.testcontainers;

import org.jspecify.annotations.NullMarked;
