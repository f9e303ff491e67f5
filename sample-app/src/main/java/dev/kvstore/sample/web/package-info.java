/**
 * What the resources share: the JSON form of a key, request bodies and problem details.
 */
@NullMarked
package dev.kvstore.sample.web;

import org.jspecify.annotations.NullMarked;
