/**
 * The store at a service of Docker Compose.
 */
@NullMarked
package dev.kvstore.docker.compose;

import org.jspecify.annotations.NullMarked;
