/**
 * The ZooKeeper backend.
 *
 * <p>
 * <b>Versions</b> are the ids of ZooKeeper's transactions ({@code mzxid}). Compares are
 * safe against deletion and re-creation by other stores of the same chroot; against those
 * by other clients only as far as the node's data version tells.
 *
 * <p>
 * <b>Sizes.</b> A value has at most 1,000,000 bytes, and a transaction with all its keys
 * and values at most 1,048,000: the servers' default of {@code jute.maxbuffer}.
 *
 * <p>
 * <b>Expiry.</b> The store that wrote a key deletes it when its TTL is over. Once that
 * store is closed or its session has expired, any connected store does so, one more TTL
 * and at most 2 s after it noticed; with none connected the key stays until one connects.
 *
 * <p>
 * <b>Reads</b> ask the leader first ({@code sync}), which a deposed leader that does not
 * know it yet answers too. Relaxed reads are answered by the connected server from what
 * it knows, which can be stale by the ensemble's {@code syncLimit}.
 *
 * <p>
 * <b>Locks</b> have a session for each TTL. Servers grant sessions of 4 to 40 s unless
 * configured otherwise; that long a lock outlives a store that died. A store that lost
 * its servers gives a lock up after less than three quarters of it.
 */
@NullMarked
package dev.kvstore.backend.zookeeper;

import org.jspecify.annotations.NullMarked;
