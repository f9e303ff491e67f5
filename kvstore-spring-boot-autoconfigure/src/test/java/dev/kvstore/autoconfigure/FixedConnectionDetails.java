package dev.kvstore.autoconfigure;

import java.util.List;

import dev.kvstore.connection.KvStoreConnectionDetails;

/**
 * Connection details that name a backend.
 *
 * @param backend the backend
 * @param endpoints its endpoints
 */
record FixedConnectionDetails(String backend, List<String> endpoints) implements KvStoreConnectionDetails {

}
