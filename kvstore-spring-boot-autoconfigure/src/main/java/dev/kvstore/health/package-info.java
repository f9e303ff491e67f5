/**
 * How the store is, as Spring Boot's health endpoint tells it.
 */
@NullMarked
package dev.kvstore.health;

import org.jspecify.annotations.NullMarked;
