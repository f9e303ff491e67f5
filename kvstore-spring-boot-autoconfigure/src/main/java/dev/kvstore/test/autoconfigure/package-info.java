/**
 * Test slice for code that uses a store. It is in this jar, with Spring Boot's test
 * modules as optional dependencies, so that an application needs no further one.
 */
@NullMarked
package dev.kvstore.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
