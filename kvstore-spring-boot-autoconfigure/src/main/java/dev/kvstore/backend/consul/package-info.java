/**
 * A store on Consul's key/value store, reached through one or more agents.
 * <p>
 * What to know of it:
 * <ul>
 * <li>Values have at most 360 KiB, and a transaction's JSON, with values in Base64, at
 * most 512 KiB.</li>
 * <li>A transaction has at most 64 operations: one for a check, one for a delete and one
 * for a put; a check and a put of the same key share one unless the key has a TTL.</li>
 * <li>TTLs are bound to sessions, which last at least 10 s (the server's
 * {@code session_ttl_min}) and up to twice their TTL. While the writing store is open, it
 * ends them on time. After its death or close a key goes at the latest after twice the
 * TTL plus one second, or twice the server's minimum if that is more. A TTL above 24 h,
 * Consul's longest, is kept by the writing store alone: after its death the key
 * stays.</li>
 * <li>Relaxed reads are answered by any server, also by one that lost its leader. Strong
 * ones are confirmed by the leader with a quorum.</li>
 * <li>A write by another client than this ({@code consul kv put}) leaves a key's TTL, and
 * one of the same value leaves its version.</li>
 * <li>Under a token that may read only some keys, listings and watches silently show
 * those.</li>
 * <li>Watches ask again every 10 s; an agent that stands still is noticed within 13 s. A
 * query of a watch that was closed ends within 11 s.</li>
 * <li>An agent that leaves its cluster for good takes the sessions along that were made
 * through it: locks are lost and keys with a TTL go early.</li>
 * </ul>
 */
@NullMarked
package dev.kvstore.backend.consul;

import org.jspecify.annotations.NullMarked;
