package dev.kvstore.backend.etcd;

import org.jspecify.annotations.Nullable;

import dev.kvstore.backend.Deadline;

/**
 * What a user asked for and until when an answer is due.
 *
 * @param name the operation's name
 * @param key its key or directory, if it has one
 * @param deadline when the answer is due
 */
record Operation(String name, @Nullable String key, Deadline deadline) {

}
