package dev.kvstore.backend.etcd;

import java.util.List;

import io.etcd.jetcd.api.KeyValue;

/**
 * What was stored at one revision.
 *
 * @param keyValues the keys with their values, in the order of their bytes
 * @param revision the revision of the whole server
 */
record Listing(List<KeyValue> keyValues, long revision) {

}
