/**
 * An application whose classes are loaded anew at each start.
 */
@NullMarked
package dev.kvstore.lifecycle.restarted;

import org.jspecify.annotations.NullMarked;
