/**
 * The store on etcd 3.4 and later, through jetcd's gRPC interface.
 *
 * <p>
 * Keys are stored as they are, as UTF-8. A value has at most 1 MiB, and all values of a
 * transaction together as much as the server takes in one request (1.5 MiB unless it is
 * told otherwise); a transaction has at most 128 checks and at most 128 writes. A key
 * with a TTL goes when the writing store's own clock says so; after that store's death,
 * or when it was closed, at the latest 2 s after the TTL (at least 2 s, which is the
 * shortest lease of a server), or once more the TTL later if the cluster's leader changed
 * meanwhile. Relaxed reads are answered by the connected server from what it knows, also
 * without a quorum.
 */
@NullMarked
package dev.kvstore.backend.etcd;

import org.jspecify.annotations.NullMarked;
