/**
 * A web application that shows a store over HTTP.
 */
@NullMarked
package dev.kvstore.sample;

import org.jspecify.annotations.NullMarked;
